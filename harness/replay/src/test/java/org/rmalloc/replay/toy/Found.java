package org.rmalloc.replay.toy;

import java.util.List;
import java.util.Map;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.driver.Allocators;
import org.rmalloc.replay.driver.Driver;

/** The allocators of the house, as tests meet them. */
public final class Found {
  private Found() {}

  /** All of them. */
  public static List<Driver> all() {
    return Allocators.onClassPath().drivers(Map.of()).stream()
        .filter(driver -> !driver.name().startsWith("test-"))
        .toList();
  }

  /** Those whose blocks have addresses. */
  public static List<Driver> withAddresses() {
    return all().stream().filter(driver -> driver.can(Capability.ADDRESSES)).toList();
  }
}
