// SPDX-License-Identifier: Apache-2.0
/** C code of ours: built by this machine's compiler when it is first used, and kept. */
package org.rmalloc.trace.compile;
