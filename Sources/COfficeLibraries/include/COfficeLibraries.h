#ifndef COFFICE_LIBRARIES_H
#define COFFICE_LIBRARIES_H

#include <stdbool.h>
#include <xlsxwriter.h>
#include <zip.h>

// libzip and libxlsxwriter, found when a file of Excel or Word is first read or written: both bring
// a library of cryptography along, and to join that at each start takes longer than many a command.

/// Finds libzip; until this says true, none of its functions may be called.
bool zip_library_is_found(void);

/// Finds libxlsxwriter; until this says true, none of its functions may be called.
bool xlsxwriter_library_is_found(void);

#endif
