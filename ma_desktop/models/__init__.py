"""Peewee tables, one file per FHIR R4 resource. ``ALL`` is in an order in which they can be created."""

from __future__ import annotations

from ma_desktop.models.allergy_intolerance import AllergyIntolerance
from ma_desktop.models.appointment import Appointment
from ma_desktop.models.appointment_request import AppointmentRequest, AppointmentResponse
from ma_desktop.models.attachment import Attachment
from ma_desktop.models.audit_event import AuditEvent
from ma_desktop.models.base import Resource, Table, database
from ma_desktop.models.charge_item import ChargeItem, ChargeItemDefinition
from ma_desktop.models.claim import Claim
from ma_desktop.models.clinical_note import ClinicalNote
from ma_desktop.models.condition import Condition
from ma_desktop.models.consent import Consent
from ma_desktop.models.coverage import Coverage
from ma_desktop.models.device import Device
from ma_desktop.models.device_use_statement import DeviceUseStatement
from ma_desktop.models.document_reference import DocumentReference
from ma_desktop.models.draft import Draft
from ma_desktop.models.encounter import Encounter, EncounterStatusHistory
from ma_desktop.models.family_member_history import FamilyMemberHistory
from ma_desktop.models.healthcare_service import HealthcareService
from ma_desktop.models.identifier import Identifier, ImportIdentity
from ma_desktop.models.immunization import Immunization
from ma_desktop.models.import_run import ImportRun
from ma_desktop.models.location import Location
from ma_desktop.models.medication_request import MedicationRequest
from ma_desktop.models.observation import Observation
from ma_desktop.models.organization import Organization
from ma_desktop.models.outbox_item import OutboxItem
from ma_desktop.models.patient import Patient
from ma_desktop.models.payment_notice import PaymentNotice
from ma_desktop.models.practitioner import Practitioner
from ma_desktop.models.present_illness import PresentIllness
from ma_desktop.models.procedure import Procedure
from ma_desktop.models.provenance import Provenance
from ma_desktop.models.questionnaire_response import QuestionnaireResponse
from ma_desktop.models.recall import Communication, Recall
from ma_desktop.models.related_person import RelatedPerson
from ma_desktop.models.reviewed_list import ReviewedList
from ma_desktop.models.schedule import Schedule, Slot
from ma_desktop.models.service_request import ServiceRequest
from ma_desktop.models.setting import Setting
from ma_desktop.models.task import Task
from ma_desktop.models.user import User

ALL: tuple[type[Table], ...] = (
    Organization, Practitioner, User, Patient, Identifier, ImportIdentity, Location, Device,
    HealthcareService, Schedule, Slot, Appointment, AppointmentRequest, AppointmentResponse, Encounter, EncounterStatusHistory, Condition, AllergyIntolerance, MedicationRequest, Immunization,
    ClinicalNote, PresentIllness, Observation, Procedure, FamilyMemberHistory, DeviceUseStatement, Coverage, Claim, ChargeItemDefinition, ChargeItem, PaymentNotice, ReviewedList,
    Task, Recall, Communication, OutboxItem, Consent, RelatedPerson, ServiceRequest, Attachment, DocumentReference, QuestionnaireResponse, Draft, Setting, ImportRun, Provenance, AuditEvent,
)  # fmt: skip

__all__ = [
    "ALL",
    "AllergyIntolerance",
    "Appointment",
    "AppointmentRequest",
    "AppointmentResponse",
    "Attachment",
    "AuditEvent",
    "ChargeItem",
    "ChargeItemDefinition",
    "Claim",
    "ClinicalNote",
    "Communication",
    "Condition",
    "Consent",
    "Coverage",
    "Device",
    "DeviceUseStatement",
    "DocumentReference",
    "Draft",
    "Encounter",
    "EncounterStatusHistory",
    "FamilyMemberHistory",
    "HealthcareService",
    "Identifier",
    "Immunization",
    "ImportIdentity",
    "ImportRun",
    "Location",
    "MedicationRequest",
    "Observation",
    "Organization",
    "OutboxItem",
    "Patient",
    "PaymentNotice",
    "Practitioner",
    "PresentIllness",
    "Procedure",
    "Provenance",
    "QuestionnaireResponse",
    "Recall",
    "RelatedPerson",
    "Resource",
    "ReviewedList",
    "Schedule",
    "ServiceRequest",
    "Setting",
    "Slot",
    "Table",
    "Task",
    "User",
    "database",
]  # fmt: skip
