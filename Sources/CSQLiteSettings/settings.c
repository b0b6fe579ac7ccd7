#include "CSQLiteSettings.h"

#include <sqlite3.h>

void sqlite_is_set_up(void) {
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3_config(SQLITE_CONFIG_URI, 1);
}

void sqlite_leaves_log(void *connection) {
  if (connection) sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
