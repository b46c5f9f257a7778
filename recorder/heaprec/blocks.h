/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The program's heap: Valgrind serves malloc and its kin, so that no metadata lies in the program's memory and no
 * access to any can be mistaken for the program's.
 */
#ifndef HEAPREC_BLOCKS_H
#define HEAPREC_BLOCKS_H

void blocks_replace_malloc(void);

#endif
