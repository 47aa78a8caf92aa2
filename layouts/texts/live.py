"""What of a page is of today even where it shows a former publication: records keep no state of each publication."""

OF_PLACES = "партнёрства, выполнение плана и утверждённый список"
OF_SCHOOL = "партнёры, сопровождение и утверждённый список"
OF_LIST = "утверждённый список"
NOTHING = ""
