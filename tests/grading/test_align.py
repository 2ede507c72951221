"""Which sentence speaks of a point: the pure arithmetic, on a small table of word vectors."""

import numpy as np

from interview_prep.grading._align import alignment, nearest, shares, spoken_of, vectors, weights, weights_among

# ids 0..2 are common words in one direction, 3000.. rare ones; 3001 is a near synonym of 3000
TABLE = np.zeros((3004, 3), dtype=np.float32)
TABLE[:3000] = (0, 0, 1)
TABLE[3000] = (1, 0, 0)
TABLE[3001] = (0.9, np.sqrt(1 - 0.81), 0)
TABLE[3002] = (0, 1, 0)
TABLE[3003] = (0, -1, 0)


def test_rare_words_weigh_more_than_common_ones() -> None:
    common, rare = weights([10, 3000])
    assert common < 0.2 < rare == 1.0


def test_a_piece_with_the_words_or_their_synonyms_speaks_of_the_point() -> None:
    ((same, near, other),) = alignment(TABLE, [[3000]], [[3000], [3001], [3003]])
    assert same > near > 0.8
    assert other == 0.0


def test_an_empty_point_or_piece_speaks_of_nothing() -> None:
    assert alignment(TABLE, [[], [3000]], [[3000], []]).tolist() == [[0.0, 0.0], [1.0, 0.0]]
    assert alignment(TABLE, [[3000]], [[]]).tolist() == [[0.0]]


def test_words_that_all_points_share_tell_little_of_which_one_is_meant() -> None:
    own, shared = weights_among([[3000, 3002], [3001, 3002]])[0]
    assert own == 1.0
    assert shared < 0.05


def test_of_pieces_almost_as_good_the_shorter_is_the_nearest() -> None:
    assert _nearest([[0.20], [0.80], [0.78]], [3, 40, 8])[0] == 2
    assert _nearest([[0.20], [0.80], [0.30]], [8, 40, 8])[0] == 1


def test_beside_the_nearest_piece_stands_the_one_that_says_what_it_leaves_out() -> None:
    first, again, rest = [1, 1, 0], [1, 0.9, 0], [0, 0, 1]
    assert _nearest([first, again, rest], [8, 8, 8]) == [0, 2]


def test_where_none_adds_much_the_piece_that_goes_on_does() -> None:
    little, much, nothing = [0, 0, 0.1], [1, 1, 0], [0, 0, 0]
    assert _nearest([little, much, nothing, little], [8, 8, 8, 8]) == [1, 2]
    assert _nearest([little, much], [8, 8]) == [1, 0]


def test_a_single_piece_is_the_nearest_and_has_none_beside_it() -> None:
    assert nearest(spoken_of(*vectors(TABLE, [[]]), vectors(TABLE, [[3000]])), shares(weights([])), [1]) == [0]
    assert _nearest([[0.0]], [5]) == [0]


def _nearest(spoken: list[list[float]], lengths: list[int]) -> list[int]:
    share = np.full(len(spoken[0]), 1 / len(spoken[0]), dtype=np.float32)
    return nearest(np.array(spoken, dtype=np.float32), share, lengths)
