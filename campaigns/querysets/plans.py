from campaigns.querysets.base import VisibleOfUnit
from campaigns.states import PlanState


class UnitPlanQuerySet(VisibleOfUnit):
    private = (PlanState.DRAFTING,)

    def filed(self):
        return self.filter(state=PlanState.FILED)
