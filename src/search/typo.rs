//! The distance of two words in slips of the hand: a letter too many, too few, another one, or two in the wrong order.
//!
//! It must not know what a term is.

/// How many slips lead from one word to another, if at most `most` do (optimal string alignment).
pub fn slips(typed: &[char], meant: &[char], most: usize) -> Option<usize> {
    if typed.len().abs_diff(meant.len()) > most {
        return None;
    }
    let width = meant.len() + 1;
    let mut rows = [vec![0; width], (0..width).collect::<Vec<usize>>(), vec![0; width]];
    for (i, t) in typed.iter().enumerate() {
        let [before, last, row] = &mut rows;
        row[0] = i + 1;
        let mut least = row[0];
        for (j, m) in meant.iter().enumerate() {
            let mut cost = (last[j] + usize::from(t != m)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *t == meant[j - 1] && typed[i - 1] == *m {
                cost = cost.min(before[j - 1] + 1);
            }
            row[j + 1] = cost;
            least = least.min(cost);
        }
        if least > most {
            return None;
        }
        rows.rotate_left(1);
    }
    Some(rows[1][meant.len()]).filter(|slips| *slips <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        for (typed, meant, wanted) in [
            ("yelstin", "yeltsin", Some(1)),
            ("kremln", "kremlin", Some(1)),
            ("pyonggyang", "pyongyang", Some(1)),
            ("vladivistok", "vladivostok", Some(1)),
            ("ruzsia", "russia", Some(1)),
            ("wsahingtno", "washington", Some(2)),
            ("abc", "xyz", None),
            ("", "ab", Some(2)),
            ("same", "same", Some(0)),
        ] {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(slips(&chars(typed), &chars(meant), 2), wanted, "{typed}");
            assert_eq!(slips(&chars(meant), &chars(typed), 2), wanted, "{meant}");
        }
    }
}
