#include "CSQLiteSettings.h"

#include <sqlite3.h>

void sqlite_keeps_no_memory_account(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
