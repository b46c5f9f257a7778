// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house.planted.early;

import org.rmalloc.house.planted.late.Later;

/** Breaks the order of packages on purpose: {@code PackageOrderTest} must find it. */
public final class LooksAhead {
  public static final String PEEK = Later.word();

  private LooksAhead() {}
}
