/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a result, `name value`. Nothing here calls malloc. */
#ifndef REPORT_H
#define REPORT_H

#include <stdint.h>

/* Where lines go: a file descriptor. */
void report_to(int fd);

void report_number(const char *name, int64_t value);
void report_decimal(const char *name, double value); /* to 6 digits after the point */
void report_text(const char *name, const char *value); /* control characters become blanks */

/* Writes what is held back; called at the end, and before whatever may end the process. */
void report_flush(void);

#endif
