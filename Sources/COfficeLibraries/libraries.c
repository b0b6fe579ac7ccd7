#define _GNU_SOURCE

#include "COfficeLibraries.h"

#include <dlfcn.h>
#include <pthread.h>

// The files as the build found them beside the headers (Package.swift).
#ifndef ZIP_FILE
#define ZIP_FILE "libzip.so"
#endif
#ifndef XLSXWRITER_FILE
#define XLSXWRITER_FILE "libxlsxwriter.so"
#endif

// A function of a library: where it was found, and the function under its own name that calls it.
#define CALLED(result, name, parameters, arguments) \
  static __typeof__(&name) found_##name;            \
  result name parameters { return found_##name arguments; }

#define FOUND(result, name, parameters, arguments) \
  && (found_##name = (__typeof__(&name))dlsym(library, #name)) != NULL

#define ZIP(F)                                                                               \
  F(zip_t *, zip_open, (const char *path, int flags, int *code), (path, flags, code))        \
  F(zip_t *, zip_open_from_source, (zip_source_t * source, int flags, zip_error_t *error),   \
    (source, flags, error))                                                                  \
  F(int, zip_close, (zip_t * archive), (archive))                                            \
  F(void, zip_discard, (zip_t * archive), (archive))                                         \
  F(zip_int64_t, zip_name_locate, (zip_t * archive, const char *name, zip_flags_t flags),    \
    (archive, name, flags))                                                                  \
  F(int, zip_stat_index,                                                                     \
    (zip_t * archive, zip_uint64_t index, zip_flags_t flags, zip_stat_t *status),            \
    (archive, index, flags, status))                                                         \
  F(zip_file_t *, zip_fopen_index, (zip_t * archive, zip_uint64_t index, zip_flags_t flags), \
    (archive, index, flags))                                                                 \
  F(zip_int64_t, zip_fread, (zip_file_t * file, void *buffer, zip_uint64_t length),          \
    (file, buffer, length))                                                                  \
  F(int, zip_fclose, (zip_file_t * file), (file))                                            \
  F(zip_int64_t, zip_file_add,                                                               \
    (zip_t * archive, const char *name, zip_source_t *source, zip_flags_t flags),            \
    (archive, name, source, flags))                                                          \
  F(int, zip_file_set_dostime,                                                               \
    (zip_t * archive, zip_uint64_t index, zip_uint16_t time, zip_uint16_t day,               \
     zip_flags_t flags),                                                                     \
    (archive, index, time, day, flags))                                                      \
  F(int, zip_set_file_compression,                                                           \
    (zip_t * archive, zip_uint64_t index, zip_int32_t method, zip_uint32_t level),           \
    (archive, index, method, level))                                                         \
  F(zip_source_t *, zip_source_buffer,                                                       \
    (zip_t * archive, const void *bytes, zip_uint64_t length, int frees),                    \
    (archive, bytes, length, frees))                                                         \
  F(zip_source_t *, zip_source_buffer_create,                                                \
    (const void *bytes, zip_uint64_t length, int frees, zip_error_t *error),                 \
    (bytes, length, frees, error))                                                           \
  F(void, zip_source_keep, (zip_source_t * source), (source))                                \
  F(void, zip_source_free, (zip_source_t * source), (source))                                \
  F(int, zip_source_open, (zip_source_t * source), (source))                                 \
  F(int, zip_source_stat, (zip_source_t * source, zip_stat_t *status), (source, status))     \
  F(zip_int64_t, zip_source_read, (zip_source_t * source, void *buffer, zip_uint64_t length), \
    (source, buffer, length))                                                                \
  F(int, zip_source_close, (zip_source_t * source), (source))

#define XLSXWRITER(F)                                                                        \
  F(lxw_workbook *, workbook_new, (const char *path), (path))                                \
  F(lxw_error, workbook_set_properties,                                                      \
    (lxw_workbook * book, lxw_doc_properties *properties), (book, properties))               \
  F(lxw_worksheet *, workbook_add_worksheet, (lxw_workbook * book, const char *name),        \
    (book, name))                                                                            \
  F(lxw_format *, workbook_add_format, (lxw_workbook * book), (book))                        \
  F(lxw_error, workbook_close, (lxw_workbook * book), (book))                                \
  F(lxw_error, worksheet_set_column,                                                         \
    (lxw_worksheet * sheet, lxw_col_t first, lxw_col_t last, double width,                   \
     lxw_format *format),                                                                    \
    (sheet, first, last, width, format))                                                     \
  F(lxw_error, worksheet_set_row,                                                            \
    (lxw_worksheet * sheet, lxw_row_t row, double height, lxw_format *format),               \
    (sheet, row, height, format))                                                            \
  F(void, worksheet_set_paper, (lxw_worksheet * sheet, uint8_t paper), (sheet, paper))       \
  F(void, worksheet_set_landscape, (lxw_worksheet * sheet), (sheet))                         \
  F(void, worksheet_fit_to_pages, (lxw_worksheet * sheet, uint16_t width, uint16_t height),  \
    (sheet, width, height))                                                                  \
  F(void, worksheet_center_horizontally, (lxw_worksheet * sheet), (sheet))                   \
  F(void, worksheet_set_margins,                                                             \
    (lxw_worksheet * sheet, double left, double right, double top, double bottom),           \
    (sheet, left, right, top, bottom))                                                       \
  F(lxw_error, worksheet_set_footer, (lxw_worksheet * sheet, const char *text),              \
    (sheet, text))                                                                           \
  F(void, worksheet_freeze_panes, (lxw_worksheet * sheet, lxw_row_t row, lxw_col_t column),  \
    (sheet, row, column))                                                                    \
  F(lxw_error, worksheet_repeat_rows,                                                        \
    (lxw_worksheet * sheet, lxw_row_t first, lxw_row_t last), (sheet, first, last))          \
  F(lxw_error, worksheet_merge_range,                                                        \
    (lxw_worksheet * sheet, lxw_row_t top, lxw_col_t left, lxw_row_t bottom,                 \
     lxw_col_t right, const char *text, lxw_format *format),                                 \
    (sheet, top, left, bottom, right, text, format))                                         \
  F(lxw_error, worksheet_write_blank,                                                        \
    (lxw_worksheet * sheet, lxw_row_t row, lxw_col_t column, lxw_format *format),            \
    (sheet, row, column, format))                                                            \
  F(lxw_error, worksheet_write_string,                                                       \
    (lxw_worksheet * sheet, lxw_row_t row, lxw_col_t column, const char *text,               \
     lxw_format *format),                                                                    \
    (sheet, row, column, text, format))                                                      \
  F(lxw_error, worksheet_write_number,                                                       \
    (lxw_worksheet * sheet, lxw_row_t row, lxw_col_t column, double number,                  \
     lxw_format *format),                                                                    \
    (sheet, row, column, number, format))                                                    \
  F(lxw_error, worksheet_write_formula_num,                                                  \
    (lxw_worksheet * sheet, lxw_row_t row, lxw_col_t column, const char *formula,            \
     lxw_format *format, double result),                                                     \
    (sheet, row, column, formula, format, result))                                           \
  F(void, format_set_font_name, (lxw_format * format, const char *name), (format, name))     \
  F(void, format_set_font_size, (lxw_format * format, double size), (format, size))          \
  F(void, format_set_align, (lxw_format * format, uint8_t alignment), (format, alignment))   \
  F(void, format_set_text_wrap, (lxw_format * format), (format))                             \
  F(void, format_set_num_format, (lxw_format * format, const char *code), (format, code))    \
  F(void, format_set_bold, (lxw_format * format), (format))                                  \
  F(void, format_set_bg_color, (lxw_format * format, lxw_color_t colour), (format, colour))  \
  F(void, format_set_border, (lxw_format * format, uint8_t style), (format, style))

ZIP(CALLED)
XLSXWRITER(CALLED)

// A library's own calls stay within it, though this program has functions of the same names.
static void *opened(const char *file) { return dlopen(file, RTLD_NOW | RTLD_DEEPBIND); }

static bool zip_is_found, xlsxwriter_is_found;

static void find_zip(void) {
  void *library = opened(ZIP_FILE);
  zip_is_found = library != NULL ZIP(FOUND);
}

static void find_xlsxwriter(void) {
  void *library = opened(XLSXWRITER_FILE);
  xlsxwriter_is_found = library != NULL XLSXWRITER(FOUND);
}

bool zip_library_is_found(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, find_zip);
  return zip_is_found;
}

bool xlsxwriter_library_is_found(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, find_xlsxwriter);
  return xlsxwriter_is_found;
}
