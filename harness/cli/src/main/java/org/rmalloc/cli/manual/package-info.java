// SPDX-License-Identifier: Apache-2.0
/** Man pages and shell completion, written from the model of the commands alone. */
package org.rmalloc.cli.manual;
