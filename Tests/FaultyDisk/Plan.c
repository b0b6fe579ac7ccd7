// The plan comes from the environment:
//
// DISK_FOLDER       what lies below is watched, nothing else
// DISK_RECORD       every call is written down in this file, with the bytes it wrote
// DISK_KILL_AT      the process is killed right before this call, counted from 1
// DISK_STOP_AT      the process is stopped right before this call
// DISK_FAIL_AT      this call is refused ...
// DISK_FAIL_AS      ... once with EIO, or with ENOSPC like every later one that takes room; SHORT
//                   writes a half and then has no room
// DISK_FAIL_READ_AT this reading call is refused with EIO

#define _GNU_SOURCE
#include "Plan.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static struct {
  const char *folder;
  long killAt, stopAt, failAt, failReadAt;
  int refusal;
  bool isShort, stays;
  int record;
} plan = {.record = -1};

static pthread_once_t isRead = PTHREAD_ONCE_INIT;
// The order of the calls is the order in which they are written down.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long calls;
static atomic_long reads;

static long number(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : 0;
}

static void readPlan(void) {
  plan.folder = getenv("DISK_FOLDER");
  plan.killAt = number("DISK_KILL_AT");
  plan.stopAt = number("DISK_STOP_AT");
  plan.failAt = number("DISK_FAIL_AT");
  plan.failReadAt = number("DISK_FAIL_READ_AT");
  const char *as = getenv("DISK_FAIL_AS");
  plan.isShort = as && strcmp(as, "SHORT") == 0;
  plan.stays = plan.isShort || (as && strcmp(as, "ENOSPC") == 0);
  plan.refusal = plan.stays ? ENOSPC : EIO;
  const char *record = getenv("DISK_RECORD");
  if (!record) return;
  int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
  int descriptor = (int)syscall(SYS_openat, AT_FDCWD, record, flags, 0600);
  // Out of the way of the numbers that the program's own files get.
  plan.record = fcntl(descriptor, F_DUPFD_CLOEXEC, 700);
  syscall(SYS_close, descriptor);
}

static bool isBelow(const char *path) {
  size_t length = plan.folder ? strlen(plan.folder) : 0;
  return length && strncmp(path, plan.folder, length) == 0
    && (path[length] == '/' || path[length] == 0);
}

bool watched(int folder, const char *name, char *path) {
  pthread_once(&isRead, readPlan);
  if (!plan.folder) return false;
  char place[PATH_MAX];
  if (name[0] == '/' || folder == AT_FDCWD) {
    snprintf(place, sizeof place, "%s", name);
  } else {
    char link[64], base[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, base, sizeof base - 1);
    if (length < 0) return false;
    base[length] = 0;
    if (snprintf(place, sizeof place, "%s/%s", base, name) >= (int)sizeof place) return false;
  }
  // The folder with its links followed; the last name as it is.
  char *slash = strrchr(place, '/');
  const char *last = slash ? slash + 1 : place;
  char parent[PATH_MAX];
  if (slash == place) return false;
  if (slash) *slash = 0;
  if (!realpath(slash ? place : ".", parent)) return false;
  return snprintf(path, PATH_MAX, "%s/%s", parent, last) < PATH_MAX && isBelow(path);
}

bool watchedDescriptor(int descriptor, char *path, ino_t *file, bool *isFolder) {
  pthread_once(&isRead, readPlan);
  if (!plan.folder || descriptor < 3) return false;
  struct stat status;
  if (fstat(descriptor, &status) != 0) return false;
  *file = status.st_ino;
  *isFolder = S_ISDIR(status.st_mode);
  if (!*isFolder && !S_ISREG(status.st_mode)) return false;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return false;
  path[length] = 0;
  return isBelow(path);
}

Fate begin(bool takesRoom) {
  pthread_mutex_lock(&lock);
  calls += 1;
  if (calls == plan.killAt) kill(getpid(), SIGKILL);
  if (calls == plan.stopAt) kill(getpid(), SIGSTOP);
  if (calls == plan.failAt) return plan.isShort ? isCutShort : fails;
  bool isFull = plan.failAt && calls > plan.failAt && plan.stays && takesRoom;
  return isFull ? fails : passes;
}

static void writeDown(Call call) {
  if (plan.record < 0) return;
  int error = errno;
  const char *path = call.path ? call.path : "", *other = call.otherPath ? call.otherPath : "";
  char head[256];
  int length = snprintf(
    head, sizeof head, "%ld %s %llu %lld %d %zu %zu %zu\n", calls, call.verb,
    (unsigned long long)call.file, (long long)call.offset, call.outcome, strlen(path),
    strlen(other), call.size);
  struct iovec parts[] = {
    {head, (size_t)length}, {(void *)path, strlen(path)}, {(void *)other, strlen(other)},
    {(void *)call.bytes, call.size}};
  syscall(SYS_writev, plan.record, parts, call.bytes ? 4 : 3);
  errno = error;
}

void finish(Call call) {
  if (call.verb) writeDown(call);
  pthread_mutex_unlock(&lock);
}

void mention(Call call) {
  pthread_once(&isRead, readPlan);
  pthread_mutex_lock(&lock);
  writeDown(call);
  pthread_mutex_unlock(&lock);
}

bool readFails(void) {
  if (atomic_fetch_add(&reads, 1) + 1 != plan.failReadAt) return false;
  errno = EIO;
  return true;
}

__attribute__((destructor)) static void tellReads(void) {
  if (plan.record >= 0) mention((Call){.verb = "reads", .offset = atomic_load(&reads)});
}

int refusal(void) { return plan.refusal; }
