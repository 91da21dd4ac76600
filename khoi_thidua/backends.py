"""How a request's person is read: with unit and second factor's device, in the one query a request asks anyway."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend

from toolkit.second_factor import with_device


class PersonBackend(ModelBackend):
    def get_user(self, user_id):
        people = with_device(get_user_model()._default_manager.select_related("unit"))
        user = people.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
