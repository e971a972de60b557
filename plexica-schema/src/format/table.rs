use std::{borrow::Cow, iter};

/// Where the lines of a block start.
pub(super) const INDENT: usize = 2;

/// A wider cell does not widen its column: what is written would grow with the square of the text.
/// No name or type of PostgreSQL comes near.
const MAX_ALIGNED: usize = 256;

/// Lines whose cells stand in columns.
#[derive(Default)]
pub(super) struct Table<'a> {
    rows: Vec<Row<'a>>,
}

/// A line of a table.
pub(super) enum Row<'a> {
    /// Nothing on it.
    Blank,
    /// Cells, and what is behind them and takes no part in the columns.
    Cells {
        cells: [Cow<'a, str>; 3],
        behind: String,
    },
    /// A text that stays out of the columns.
    Text(Cow<'a, str>),
}

impl<'a> Table<'a> {
    pub(super) fn push(&mut self, row: Row<'a>) {
        self.rows.push(row);
    }

    /// Writes the lines, and leaves the table empty.
    pub(super) fn write(&mut self, indent: usize, out: &mut String) {
        let mut widths = [0; 3];
        for row in &self.rows {
            if let Row::Cells { cells, .. } = row {
                for (width, cell) in widths.iter_mut().zip(cells) {
                    let cell = width_of(cell);
                    if cell <= MAX_ALIGNED {
                        *width = cell.max(*width);
                    }
                }
            }
        }
        for row in self.rows.drain(..) {
            match row {
                Row::Blank => {}
                Row::Text(text) => {
                    spaces(indent, out);
                    out.push_str(&text);
                }
                Row::Cells { cells, behind } => {
                    spaces(indent, out);
                    write_cells(&cells, &widths, out);
                    if !behind.is_empty() {
                        if cells.iter().any(|cell| !cell.is_empty()) {
                            out.push(' ');
                        }
                        out.push_str(&behind);
                    }
                }
            }
            out.push('\n');
        }
    }
}

fn write_cells(cells: &[Cow<'_, str>; 3], widths: &[usize; 3], out: &mut String) {
    let last = cells.iter().rposition(|cell| !cell.is_empty());
    for (index, cell) in cells.iter().enumerate().take(last.map_or(0, |at| at + 1)) {
        out.push_str(cell);
        if Some(index) != last {
            spaces(widths[index].saturating_sub(width_of(cell)) + 1, out);
        }
    }
}

/// In characters; of a cell that goes over several lines, those on its last.
fn width_of(cell: &str) -> usize {
    let last_line = cell.rsplit('\n').next().unwrap_or_default();
    last_line.chars().count()
}

pub(super) fn spaces(count: usize, out: &mut String) {
    out.extend(iter::repeat_n(' ', count));
}
