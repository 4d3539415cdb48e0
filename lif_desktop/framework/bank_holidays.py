"""The bank holidays of England as GOV.UK has published them, weekend ones and their substitute days included.

Kept as a table because working them out costs a quarter of a second at every start; the tests hold it against the
holidays package. Each day is (month, day, name); the year stands before its days.
"""

_NEW_YEAR = "New Year's Day"
_GOOD_FRIDAY = "Good Friday"
_EASTER_MONDAY = "Easter Monday"
_EARLY_MAY = "Early May bank holiday"
_SPRING = "Spring bank holiday"
_SUMMER = "Summer bank holiday"
_CHRISTMAS = "Christmas Day"
_BOXING = "Boxing Day"
_JUBILEE = "Platinum Jubilee bank holiday"
_FUNERAL = "Bank holiday for the State Funeral of Queen Elizabeth II"
_CORONATION = "Bank holiday for the coronation of King Charles III"
_SUBSTITUTE = " (substitute day)"

Day = tuple[int, int, str]

PUBLISHED: dict[int, tuple[Day, ...]] = {
    2015: (
        (1, 1, _NEW_YEAR),
        (4, 3, _GOOD_FRIDAY),
        (4, 6, _EASTER_MONDAY),
        (5, 4, _EARLY_MAY),
        (5, 25, _SPRING),
        (8, 31, _SUMMER),
        (12, 25, _CHRISTMAS),
        (12, 26, _BOXING),
        (12, 28, _BOXING + _SUBSTITUTE),
    ),
    2016: (
        (1, 1, _NEW_YEAR),
        (3, 25, _GOOD_FRIDAY),
        (3, 28, _EASTER_MONDAY),
        (5, 2, _EARLY_MAY),
        (5, 30, _SPRING),
        (8, 29, _SUMMER),
        (12, 25, _CHRISTMAS),
        (12, 26, _BOXING),
        (12, 27, _CHRISTMAS + _SUBSTITUTE),
    ),
    2017: (
        (1, 1, _NEW_YEAR),
        (1, 2, _NEW_YEAR + _SUBSTITUTE),
        (4, 14, _GOOD_FRIDAY),
        (4, 17, _EASTER_MONDAY),
        (5, 1, _EARLY_MAY),
        (5, 29, _SPRING),
        (8, 28, _SUMMER),
        (12, 25, _CHRISTMAS),
        (12, 26, _BOXING),
    ),
    2018: (
        (1, 1, _NEW_YEAR),
        (3, 30, _GOOD_FRIDAY),
        (4, 2, _EASTER_MONDAY),
        (5, 7, _EARLY_MAY),
        (5, 28, _SPRING),
        (8, 27, _SUMMER),
        (12, 25, _CHRISTMAS),
        (12, 26, _BOXING),
    ),
    2019: (
        (1, 1, _NEW_YEAR),
        (4, 19, _GOOD_FRIDAY),
        (4, 22, _EASTER_MONDAY),
        (5, 6, _EARLY_MAY),
        (5, 27, _SPRING),
        (8, 26, _SUMMER),
        (12, 25, _CHRISTMAS),
        (12, 26, _BOXING),
    ),
    2020: (
        (1, 1, _NEW_YEAR),
        (4, 10, _GOOD_FRIDAY),
        (4, 13, _EASTER_MONDAY),
        (5, 8, _EARLY_MAY),
        (5, 25, _SPRING),
        (8, 31, _SUMMER),
        (12, 25, _CHRISTMAS),
        (12, 26, _BOXING),
        (12, 28, _BOXING + _SUBSTITUTE),
    ),
    2021: (
        (1, 1, _NEW_YEAR),
        (4, 2, _GOOD_FRIDAY),
        (4, 5, _EASTER_MONDAY),
        (5, 3, _EARLY_MAY),
        (5, 31, _SPRING),
        (8, 30, _SUMMER),
        (12, 25, _CHRISTMAS),
        (12, 26, _BOXING),
        (12, 27, _CHRISTMAS + _SUBSTITUTE),
        (12, 28, _BOXING + _SUBSTITUTE),
    ),
    2022: (
        (1, 1, _NEW_YEAR),
        (1, 3, _NEW_YEAR + _SUBSTITUTE),
        (4, 15, _GOOD_FRIDAY),
        (4, 18, _EASTER_MONDAY),
        (5, 2, _EARLY_MAY),
        (6, 2, _SPRING),
        (6, 3, _JUBILEE),
        (8, 29, _SUMMER),
        (9, 19, _FUNERAL),
        (12, 25, _CHRISTMAS),
        (12, 26, _BOXING),
        (12, 27, _CHRISTMAS + _SUBSTITUTE),
    ),
    2023: (
        (1, 1, _NEW_YEAR),
        (1, 2, _NEW_YEAR + _SUBSTITUTE),
        (4, 7, _GOOD_FRIDAY),
        (4, 10, _EASTER_MONDAY),
        (5, 1, _EARLY_MAY),
        (5, 8, _CORONATION),
        (5, 29, _SPRING),
        (8, 28, _SUMMER),
        (12, 25, _CHRISTMAS),
        (12, 26, _BOXING),
    ),
    2024: (
        (1, 1, _NEW_YEAR),
        (3, 29, _GOOD_FRIDAY),
        (4, 1, _EASTER_MONDAY),
        (5, 6, _EARLY_MAY),
        (5, 27, _SPRING),
        (8, 26, _SUMMER),
        (12, 25, _CHRISTMAS),
        (12, 26, _BOXING),
    ),
    2025: (
        (1, 1, _NEW_YEAR),
        (4, 18, _GOOD_FRIDAY),
        (4, 21, _EASTER_MONDAY),
        (5, 5, _EARLY_MAY),
        (5, 26, _SPRING),
        (8, 25, _SUMMER),
        (12, 25, _CHRISTMAS),
        (12, 26, _BOXING),
    ),
    2026: (
        (1, 1, _NEW_YEAR),
        (4, 3, _GOOD_FRIDAY),
        (4, 6, _EASTER_MONDAY),
        (5, 4, _EARLY_MAY),
        (5, 25, _SPRING),
        (8, 31, _SUMMER),
        (12, 25, _CHRISTMAS),
        (12, 26, _BOXING),
        (12, 28, _BOXING + _SUBSTITUTE),
    ),
    2027: (
        (1, 1, _NEW_YEAR),
        (3, 26, _GOOD_FRIDAY),
        (3, 29, _EASTER_MONDAY),
        (5, 3, _EARLY_MAY),
        (5, 31, _SPRING),
        (8, 30, _SUMMER),
        (12, 25, _CHRISTMAS),
        (12, 26, _BOXING),
        (12, 27, _CHRISTMAS + _SUBSTITUTE),
        (12, 28, _BOXING + _SUBSTITUTE),
    ),
    2028: (
        (1, 1, _NEW_YEAR),
        (1, 3, _NEW_YEAR + _SUBSTITUTE),
        (4, 14, _GOOD_FRIDAY),
        (4, 17, _EASTER_MONDAY),
        (5, 1, _EARLY_MAY),
        (5, 29, _SPRING),
        (8, 28, _SUMMER),
        (12, 25, _CHRISTMAS),
        (12, 26, _BOXING),
    ),
}
