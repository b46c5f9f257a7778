// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a command says beside its data, and whether it may. */
class NoticeOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--quiet", description = "Print data and errors only.")
  private boolean quiet;

  boolean isQuiet() {
    return quiet;
  }

  /** Says something to the user, unless told to be quiet. */
  void notice(String line) {
    if (!quiet) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(line);
      err.flush();
    }
  }
}
