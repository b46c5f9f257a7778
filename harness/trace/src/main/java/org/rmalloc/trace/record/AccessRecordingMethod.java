// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

/** Whether accesses are to be recorded, and by what. */
public enum AccessRecordingMethod {
  /** By {@code heaprec} where it can be built, else by lackey; none where there is no Valgrind. */
  AUTO,
  /** By our own Valgrind tool. */
  HEAPREC,
  /** By Valgrind's lackey and the preload shim: several hundred times slower, for short runs. */
  LACKEY,
  /** Not at all: requests only, at nearly native speed. */
  NONE
}
