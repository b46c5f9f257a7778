// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.mapping;

import org.rmalloc.trace.OpKind;

/** Takes events and does nothing with them. */
public final class IgnoringEventSink implements HeapEventSink {
  @Override
  public void allocated(long address, long sizeBytes) {}

  @Override
  public void freed(long address) {}

  @Override
  public void resized(long oldAddress, long newAddress, long sizeBytes) {}

  @Override
  public void accessed(OpKind kind, long address, long sizeBytes) {}
}
