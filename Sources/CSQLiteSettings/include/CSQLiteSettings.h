#ifndef CSQLITE_SETTINGS_H
#define CSQLITE_SETTINGS_H

/// Has SQLite keep no account of the memory it takes: nobody asks for it, and every allocation
/// would take a lock to note it. Counts for connections that are opened later.
void sqlite_keeps_no_memory_account(void);

#endif
