from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = "Khen thưởng và văn bản"

    def ready(self):
        from awards import checks  # noqa: F401  (registers the system check)
        from awards.ballot_ties import reasons_not_to_type_votes
        from scoring.actions.sheets import reasons_of_counted_votes

        reasons_of_counted_votes.append(reasons_not_to_type_votes)
