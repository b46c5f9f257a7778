// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rmalloc.cli.manual.FishCompletion;
import org.rmalloc.cli.manual.ManualPage;
import org.rmalloc.cli.manual.ZshCompletion;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Writes the man pages and completions of all commands into a folder, as an archive has them. */
public final class ManualMain {
  private ManualMain() {}

  /** Takes the folder, the version, and the date that pages show. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (Map.Entry<String, String> file : files(arguments[1], arguments[2]).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** What is written, by path below {@code share}. */
  static Map<String, String> files(String version, String date) {
    Map<String, String> files = new TreeMap<>();
    for (CommandLine command : commands(Main.commandLine())) {
      ManualPage page = new ManualPage(command, version, date);
      files.put("man/man1/" + page.fileName(), page.text());
    }
    CommandLine main = Main.commandLine();
    files.put("bash-completion/completions/rmalloc", AutoComplete.bash("rmalloc", main));
    files.put("zsh/site-functions/_rmalloc", ZshCompletion.of(main));
    files.put("fish/vendor_completions.d/rmalloc.fish", FishCompletion.of(main));
    return files;
  }

  /** A command and all below it. */
  static List<CommandLine> commands(CommandLine command) {
    List<CommandLine> all = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(below -> all.addAll(commands(below)));
    return all;
  }
}
