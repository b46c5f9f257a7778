// SPDX-License-Identifier: Apache-2.0
/** The log of Valgrind's lackey, with the marks that the preload shim puts into it. */
package org.rmalloc.trace.lackey;
