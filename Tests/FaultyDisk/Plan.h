// What is to happen to the calls that change files, and where each is written down.
#pragma once

#include <stdbool.h>
#include <sys/types.h>

/// What becomes of a call.
typedef enum { passes, fails, isCutShort } Fate;

/// A call as it is written down.
typedef struct {
  const char *verb;
  /// The inode that it is about.
  ino_t file;
  off_t offset;
  /// The errno of a call that failed.
  int outcome;
  const char *path, *otherPath;
  const void *bytes;
  size_t size;
} Call;

/// The path that a name given to a call leads to, as long as it lies below the watched folder;
/// else nothing, and the call is none of ours.
bool watched(int folder, const char *name, char *path);
/// The same for an open file or folder.
bool watchedDescriptor(int descriptor, char *path, ino_t *file, bool *isFolder);

/// Counts a call that changes files, and kills or stops the process or refuses the call where that
/// is planned. What it returns goes on under a lock until `finish`.
Fate begin(bool takesRoom);
/// Writes the call down, unless it has no verb, and lets the next one go on; leaves errno.
void finish(Call call);
/// Writes down what is no change of a file.
void mention(Call call);
/// Whether a call that reads is to fail.
bool readFails(void);
/// The errno that refused calls set.
int refusal(void);
