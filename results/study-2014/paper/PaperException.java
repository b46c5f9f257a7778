// SPDX-License-Identifier: Apache-2.0

/** An input of the paper that is missing or damaged, in one line for whoever builds the paper. */
final class PaperException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PaperException(String message) {
    super(message);
  }
}
