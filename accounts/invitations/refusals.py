"""What invitations refuse."""

from django.utils.translation import gettext_lazy as _

from accounts.errors import RuleViolation


class InvitationNotValid(RuleViolation):
    """Wrong, used, declined, withdrawn and too old are told apart by nobody."""

    code = "invitation_not_valid"
    message = _("The invitation is no longer valid. Ask the person who invited you for a new one.")
    status = 404


class InvitationOfAnother(RuleViolation):
    """An invitation is bound to its e-mail address."""

    code = "invitation_of_another"
    message = _("The invitation is for another e-mail address than the one you are signed in with.")
    status = 403


class AlreadyMember(RuleViolation):
    """Who has the role needs no invitation to it."""

    code = "already_member"
    message = _("Somebody with that e-mail address already has the role here.")


class AlreadyInvited(RuleViolation):
    """One open invitation for each address and role."""

    code = "already_invited"
    message = _("That e-mail address already has an open invitation to the role. Send it again if it was lost.")


class InvitationAnswered(RuleViolation):
    """What was accepted, declined or withdrawn is not sent again."""

    code = "invitation_answered"
    message = _("The invitation has been answered or withdrawn. Make a new one.")


class CoordinatorActive(RuleViolation):
    """SKR invites a coordinator only where there is none: the municipality decides about its own people."""

    code = "coordinator_active"
    message = _("The municipality has an active coordinator, who invites the others.")


class InvitesOneself(RuleViolation):
    """Nobody at SKR gives themselves a role in a municipality."""

    code = "invites_oneself"
    message = _("You cannot invite yourself to a municipality. Enter the address of somebody who works there.")


class AccountExists(RuleViolation):
    """The address has an account: its owner signs in instead."""

    code = "account_exists"
    message = _("There is already an account with that e-mail address. Sign in to accept the invitation.")


OF_ADDRESS = (AlreadyMember, AlreadyInvited, InvitesOneself)  # the refusals that a form shows at the address
