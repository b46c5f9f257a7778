/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Loads, stores and modifies of the program, and reads and writes that the kernel makes for it.
 */
#ifndef HEAPREC_ACCESSES_H
#define HEAPREC_ACCESSES_H

#include "pub_tool_basics.h"
#include "pub_tool_tooliface.h"

IRSB *accesses_instrument(VgCallbackClosure *closure, IRSB *in, const VexGuestLayout *layout, const VexGuestExtents *extents,
                          const VexArchInfo *host, IRType guest_word, IRType host_word);
void accesses_track_kernel(void);

#endif
