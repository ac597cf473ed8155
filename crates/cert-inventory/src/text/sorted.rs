//! One sort for all types: the standard sort is compiled per type, which adds to the download.

use std::cmp::Ordering;

/// Sorts stably.
pub(crate) fn sorted<T>(things: Vec<T>, order: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let indices = sorted_indices(things.len(), &|a, b| match (things.get(a), things.get(b)) {
        (Some(a), Some(b)) => order(a, b),
        _ => Ordering::Equal,
    });
    let mut things: Vec<_> = things.into_iter().map(Some).collect();
    indices.into_iter().filter_map(|index| things.get_mut(index)?.take()).collect()
}

fn sorted_indices(count: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<_> = (0..count).collect();
    indices.sort_unstable_by(|a, b| order(*a, *b).then(a.cmp(b)));
    indices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorting_is_stable() {
        let things: Vec<_> = (0..1000).map(|at| (at * 7 % 10, at)).collect();
        let mut expected = things.clone();
        expected.sort_by_key(|thing| thing.0);
        assert_eq!(sorted(things, |a, b| a.0.cmp(&b.0)), expected);
        assert!(sorted(Vec::<u8>::new(), Ord::cmp).is_empty());
    }
}
