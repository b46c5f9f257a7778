// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import java.util.List;
import java.util.Optional;

/** The malloc libraries that may compete. */
public interface NativeLibraryCatalog {
  /** None. */
  NativeLibraryCatalog NONE =
      new NativeLibraryCatalog() {
        @Override
        public List<NativeContender> libraries() {
          return List.of();
        }

        @Override
        public Optional<String> installationOf(String name) {
          return Optional.empty();
        }
      };

  /** Those that there are, each called as its library. */
  List<NativeContender> libraries();

  /** The one of a name; empty where there is none. */
  default Optional<NativeContender> library(String name) {
    return libraries().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** What to do for a library that is known and not there; empty when it is not known. */
  Optional<String> installationOf(String name);
}
