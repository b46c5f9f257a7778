/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "accesses.h"

#include "pub_tool_aspacemgr.h"
#include "pub_tool_machine.h"
#include "pub_tool_vki.h"

#include "record.h"

/* Where the instrumented code goes, and the load that may yet turn out to be a modify. */
typedef struct {
   IRSB *out;
   IRExpr *address; /* of the load; NULL: none */
   SizeT size;
} Site;

/* ---- code ---- */

static IRExpr *temporary(IRSB *out, IRType type, IRExpr *value)
{
   IRTemp t = newIRTemp(out->tyenv, type);
   addStmtToIRSB(out, IRStmt_WrTmp(t, value));
   return IRExpr_RdTmp(t);
}

static IRExpr *variable(IRSB *out, const void *at)
{
   return temporary(out, Ity_I64, IRExpr_Load(Iend_LE, Ity_I64, mkIRExpr_HWord((HWord)at)));
}

/* address - record_low < record_span, and the guard of the access itself. */
static IRExpr *in_range(IRSB *out, IRExpr *address, IRExpr *guard)
{
   IRExpr *offset = temporary(out, Ity_I64, IRExpr_Binop(Iop_Sub64, address, variable(out, &record_low)));
   IRExpr *inside = temporary(out, Ity_I1, IRExpr_Binop(Iop_CmpLT64U, offset, variable(out, &record_span)));
   if (!guard) return inside;
   IRExpr *wide = temporary(out, Ity_I64, IRExpr_Unop(Iop_1Uto64, inside));
   IRExpr *both = temporary(out, Ity_I64, IRExpr_ITE(guard, wide, IRExpr_Const(IRConst_U64(0))));
   return temporary(out, Ity_I1, IRExpr_Unop(Iop_64to1, both));
}

static void tell(IRSB *out, RecordOp op, IRExpr *address, SizeT size, IRExpr *guard)
{
   UWord first = record_first_byte(op, size);
   IRExpr *byte = mkIRExpr_HWord(first);
   IRDirty *call = record_is_sized(first)
      ? unsafeIRDirty_0_N(3, "record_sized_access", VG_(fnptr_to_fnentry)(record_sized_access),
                          mkIRExprVec_3(address, byte, mkIRExpr_HWord(size)))
      : unsafeIRDirty_0_N(2, "record_access", VG_(fnptr_to_fnentry)(record_access), mkIRExprVec_2(address, byte));
   call->guard = in_range(out, address, guard);
   addStmtToIRSB(out, IRStmt_Dirty(call));
}

/* ---- accesses ---- */

static void settle(Site *site)
{
   if (site->address) tell(site->out, RECORD_LOAD, site->address, site->size, NULL);
   site->address = NULL;
}

static void on_load(Site *site, IRExpr *address, SizeT size)
{
   settle(site);
   site->address = address;
   site->size = size;
}

/* A store to what the same instruction has just loaded is a modify. */
static void on_store(Site *site, IRExpr *address, SizeT size)
{
   Bool modifies = site->address && site->size == size && eqIRAtom(site->address, address);
   if (modifies) site->address = NULL;
   settle(site);
   tell(site->out, modifies ? RECORD_MODIFY : RECORD_STORE, address, size, NULL);
}

static void on_other(Site *site, RecordOp op, IRExpr *address, SizeT size, IRExpr *guard)
{
   settle(site);
   tell(site->out, op, address, size, guard);
}

static SizeT bytes(Site *site, IRExpr *value) { return sizeofIRType(typeOfIRExpr(site->out->tyenv, value)); }

static void on_guarded_load(Site *site, IRLoadG *load)
{
   IRType result, memory;
   typeOfIRLoadGOp(load->cvt, &result, &memory);
   on_other(site, RECORD_LOAD, load->addr, sizeofIRType(memory), load->guard);
}

static void on_dirty(Site *site, IRDirty *call)
{
   if (call->mFx == Ifx_None) return;
   RecordOp op = call->mFx == Ifx_Read ? RECORD_LOAD : call->mFx == Ifx_Write ? RECORD_STORE : RECORD_MODIFY;
   on_other(site, op, call->mAddr, call->mSize, call->guard);
}

static void on_linked(Site *site, IRStmt *s)
{
   IRExpr *stored = s->Ist.LLSC.storedata;
   SizeT size = stored ? bytes(site, stored) : (SizeT)sizeofIRType(typeOfIRTemp(site->out->tyenv, s->Ist.LLSC.result));
   on_other(site, stored ? RECORD_STORE : RECORD_LOAD, s->Ist.LLSC.addr, size, NULL);
}

static void on_swap(Site *site, IRCAS *swap)
{
   SizeT size = bytes(site, swap->dataLo) * (swap->dataHi ? 2 : 1);
   on_other(site, RECORD_MODIFY, swap->addr, size, NULL);
}

/* What a statement does to memory. */
static void observe(Site *site, IRStmt *s)
{
   switch (s->tag) {
   case Ist_IMark:
   case Ist_Exit: settle(site); break;
   case Ist_WrTmp: {
      IRExpr *data = s->Ist.WrTmp.data;
      if (data->tag == Iex_Load) on_load(site, data->Iex.Load.addr, sizeofIRType(data->Iex.Load.ty));
      break;
   }
   case Ist_Store: on_store(site, s->Ist.Store.addr, bytes(site, s->Ist.Store.data)); break;
   case Ist_StoreG: {
      IRStoreG *store = s->Ist.StoreG.details;
      on_other(site, RECORD_STORE, store->addr, bytes(site, store->data), store->guard);
      break;
   }
   case Ist_LoadG: on_guarded_load(site, s->Ist.LoadG.details); break;
   case Ist_Dirty: on_dirty(site, s->Ist.Dirty.details); break;
   case Ist_CAS: on_swap(site, s->Ist.CAS.details); break;
   case Ist_LLSC: on_linked(site, s); break;
   default: break;
   }
}

IRSB *accesses_instrument(VgCallbackClosure *closure, IRSB *in, const VexGuestLayout *layout, const VexGuestExtents *extents,
                          const VexArchInfo *host, IRType guest_word, IRType host_word)
{
   Site site = {deepCopyIRSBExceptStmts(in), NULL, 0};
   for (Int i = 0; i < in->stmts_used; i++) {
      observe(&site, in->stmts[i]);
      addStmtToIRSB(site.out, in->stmts[i]);
   }
   settle(&site);
   return site.out;
}

/* ---- the kernel ---- */

static void on_kernel_read(CorePart part, ThreadId thread, const HChar *what, Addr address, SizeT size)
{
   if (part == Vg_CoreSysCall) record_range(RECORD_LOAD, address, size);
}

/* With its final zero, or up to the first page that the program cannot read: the kernel finds out only later. */
static SizeT string_bytes(Addr from)
{
   for (Addr at = from;; at++) {
      if ((at == from || at % 4096 == 0) && !VG_(am_is_valid_for_client)(at, 1, VKI_PROT_READ)) return at - from;
      if (*(const HChar *)at == 0) return at + 1 - from;
   }
}

static void on_kernel_read_string(CorePart part, ThreadId thread, const HChar *what, Addr address)
{
   if (part == Vg_CoreSysCall && address - record_low < record_span)
      record_range(RECORD_LOAD, address, string_bytes(address));
}

static void on_kernel_write(CorePart part, ThreadId thread, Addr address, SizeT size)
{
   if (part == Vg_CoreSysCall) record_range(RECORD_STORE, address, size);
}

void accesses_track_kernel(void)
{
   VG_(track_pre_mem_read)(on_kernel_read);
   VG_(track_pre_mem_read_asciiz)(on_kernel_read_string);
   VG_(track_post_mem_write)(on_kernel_write);
}
