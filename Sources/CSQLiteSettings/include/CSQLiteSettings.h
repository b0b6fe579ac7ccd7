#ifndef CSQLITE_SETTINGS_H
#define CSQLITE_SETTINGS_H

/// Sets SQLite up for the whole process; counts for connections that are opened later.
///
/// It keeps no account of the memory it takes: nobody asks for it, and every allocation would take
/// a lock to note it. And it takes a name that begins with `file:` for one with settings, which a
/// ledger that may only be read needs.
void sqlite_is_set_up(void);

/// Has a connection end without bringing its log into the file, and without removing what lies
/// under the log's name.
///
/// `connection` is a `sqlite3 *`, or NULL for a connection that has ended.
void sqlite_leaves_log(void *connection);

#endif
