#include "CSQLiteSettings.h"

#include <sqlite3.h>

void sqlite_is_set_up(void) {
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3_config(SQLITE_CONFIG_URI, 1);
}
