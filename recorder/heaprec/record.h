/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The recording of the process that runs under Valgrind: which addresses are heap, and the .hrec file.
 */
#ifndef HEAPREC_RECORD_H
#define HEAPREC_RECORD_H

#include "pub_tool_basics.h"

/* Addresses from the lowest to the highest that a heap block ever had: an access outside costs one comparison,
 * made by the instrumented code itself. */
extern Addr record_low;
extern SizeT record_span;

/* Opens FOLDER/PID.N.hrec, N counting the programs that this process has exec'd. Stops Valgrind if it cannot be. */
void record_open(const HChar *folder);
void record_in_child(Bool followed);

/* The alignment is what the program asks for, 0 where it asks for none. */
void record_new(Addr block, SizeT size, SizeT alignment);
void record_free(Addr block);
void record_resize(Addr from, Addr to, SizeT size);

/* A thread of Valgrind's runs from here on, or has ended: its number may be another's now. */
void record_runs(ThreadId thread);
void record_thread_ends(ThreadId thread);

/* The first byte, less the width of its address, of an access's record. */
typedef enum { RECORD_LOAD, RECORD_STORE, RECORD_MODIFY } RecordOp;
UWord record_first_byte(RecordOp op, SizeT size);
Bool record_is_sized(UWord first_byte);

/* Called from instrumented code, for addresses within record_low and record_span. */
VG_REGPARM(2) void record_access(Addr address, UWord first_byte);
VG_REGPARM(3) void record_sized_access(Addr address, UWord first_byte, UWord size);

/* An access by anybody, wherever it goes. */
void record_range(RecordOp op, Addr address, SizeT size);

#endif
