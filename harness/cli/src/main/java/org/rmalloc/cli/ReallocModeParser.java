// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import org.rmalloc.trace.mapping.ReallocMode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code resize} and {@code free-new}. */
final class ReallocModeParser implements ITypeConverter<ReallocMode> {
  @Override
  public ReallocMode convert(String value) {
    for (ReallocMode mode : ReallocMode.values()) {
      if (mode.label().equals(value)) {
        return mode;
      }
    }
    throw new TypeConversionException(
        "found '" + value + "' as what a realloc becomes; expected resize or free-new");
  }
}
