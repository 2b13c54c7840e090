"""Every table. No behaviour: rows in, rows out; the functions beside this folder are the only SQL in the project.

Times are aware UTC; dates are London calendar dates. JSON columns are reassigned, never changed in place.
Do not use `from __future__ import annotations` in these modules: it breaks SQLModel.
"""

from triage.store.tables.cases import Case as Case
from triage.store.tables.cases import Question as Question
from triage.store.tables.cases import ReadingAct as ReadingAct
from triage.store.tables.cases import ReferenceCounter as ReferenceCounter
from triage.store.tables.cases import SameText as SameText
from triage.store.tables.cases import TextPrint as TextPrint
from triage.store.tables.evidence import Citation as Citation
from triage.store.tables.evidence import Publication as Publication
from triage.store.tables.evidence import SearchRecord as SearchRecord
from triage.store.tables.letters import Approval as Approval
from triage.store.tables.letters import Draft as Draft
from triage.store.tables.letters import DraftAttachment as DraftAttachment
from triage.store.tables.letters import DraftVersion as DraftVersion
from triage.store.tables.letters import OutboxItem as OutboxItem
from triage.store.tables.messages import Arrival as Arrival
from triage.store.tables.messages import MailboxHealth as MailboxHealth
from triage.store.tables.messages import Message as Message
from triage.store.tables.people import Person as Person
from triage.store.tables.people import PersonRole as PersonRole
from triage.store.tables.people import SignInFailure as SignInFailure
from triage.store.tables.people import Team as Team
from triage.store.tables.people import WebSession as WebSession
from triage.store.tables.record import AuditEntry as AuditEntry
from triage.store.tables.record import AuditHead as AuditHead
from triage.store.tables.record import AuditValue as AuditValue
from triage.store.tables.record import PeriodicWork as PeriodicWork
