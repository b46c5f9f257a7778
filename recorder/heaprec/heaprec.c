/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * heaprec: a Valgrind tool that records every heap block a program allocates, frees and touches. Built out of tree
 * against the installed Valgrind, whose libraries it is linked with: hence its licence, in COPYING beside this file.
 */
#include "pub_tool_basics.h"
#include "pub_tool_libcassert.h"
#include "pub_tool_libcbase.h"
#include "pub_tool_libcprint.h"
#include "pub_tool_libcproc.h"
#include "pub_tool_options.h"
#include "pub_tool_replacemalloc.h"
#include "pub_tool_tooliface.h"

#include "accesses.h"
#include "blocks.h"
#include "record.h"

extern Bool VG_(clo_trace_children); /* in libcoregrind, and not in the public headers */

static const HChar *clo_folder;
static Bool clo_accesses = True;
static Bool clo_kernel = True;
static Bool clo_children = False;

static Bool on_option(const HChar *argument)
{
   if VG_STR_CLO(argument, "--record-dir", clo_folder) {}
   else if VG_BOOL_CLO(argument, "--record-accesses", clo_accesses) {}
   else if VG_BOOL_CLO(argument, "--record-kernel", clo_kernel) {}
   else if VG_BOOL_CLO(argument, "--record-children", clo_children) {}
   else return VG_(replacement_malloc_process_cmd_line_option)(argument);
   return True;
}

static void on_usage(void)
{
   VG_(printf)(
"    --record-dir=DIR              where recordings go: DIR/PID.N.hrec\n"
"    --record-accesses=no|yes      record loads, stores and modifies too [yes]\n"
"    --record-kernel=no|yes        ... those that system calls make as well [yes]\n"
"    --record-children=no|yes      record forked processes too, in files of their own [no]\n");
}

static void on_debug_usage(void) { VG_(printf)("    (none)\n"); }

static void on_start(void)
{
   if (!clo_folder) VG_(fmsg_bad_option)("--record-dir", "heaprec needs a folder to record in\n");
   if (clo_accesses && clo_kernel) accesses_track_kernel();
   record_open(clo_folder);
}

static IRSB *on_code(VgCallbackClosure *closure, IRSB *in, const VexGuestLayout *layout, const VexGuestExtents *extents,
                     const VexArchInfo *host, IRType guest_word, IRType host_word)
{
   return clo_accesses ? accesses_instrument(closure, in, layout, extents, host, guest_word, host_word) : in;
}

/* The file is complete whenever the process ends, so there is nothing to do at its end. */
static void on_end(Int exit_code) {}

static void on_run(ThreadId thread, ULong blocks_done) { record_runs(thread); }

static void in_child(ThreadId thread)
{
   record_in_child(clo_children);
   if (!clo_children) VG_(clo_trace_children) = False; /* what it executes runs natively */
}

static void on_load(void)
{
   VG_(details_name)("heaprec");
   VG_(details_version)(NULL);
   VG_(details_description)("a recorder of heap blocks and the accesses to them");
   VG_(details_copyright_author)("the authors of rmalloc");
   VG_(details_bug_reports_to)("the authors of rmalloc");
   VG_(details_avg_translation_sizeB)(400);
   VG_(basic_tool_funcs)(on_start, on_code, on_end);
   VG_(needs_command_line_options)(on_option, on_usage, on_debug_usage);
   blocks_replace_malloc();
   VG_(track_start_client_code)(on_run);
   VG_(track_pre_thread_ll_exit)(record_thread_ends);
   VG_(atfork)(NULL, NULL, in_child);
}

VG_DETERMINE_INTERFACE_VERSION(on_load)
