// SPDX-License-Identifier: Apache-2.0
/** A store: a folder of results, each in a file that its trial and its implementation name. */
package org.rmalloc.experiment.store;
