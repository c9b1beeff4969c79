"""Variables about media: where files lie, and under whose certificate masters are signed."""

from pathlib import Path

from pydantic import Field, SecretStr

from resources.machine.messenger_variables import MessengerVariables


class MediaVariables(MessengerVariables):
    """Where files of videos lie, and who signs them."""

    media_store: str = Field(
        default="",
        validation_alias="FACTORY_MEDIA_STORE",
        description=(
            "`s3://bucket/prefix`: files of videos and all results lie there, and on this machine "
            "only as copies ([storage.md](storage.md)); default: this machine's disk"
        ),
    )
    s3_endpoint: str = Field(
        default="",
        validation_alias="AWS_ENDPOINT_URL_S3",
        description="where that bucket is asked, for a server other than AWS",
    )
    aws_key: SecretStr | None = Field(
        default=None,
        validation_alias="AWS_SECRET_ACCESS_KEY",
        description=(
            "with `AWS_ACCESS_KEY_ID`, the credentials of that bucket; AWS's own library reads "
            "them, as `AWS_PROFILE`, `AWS_REGION` and a machine's role"
        ),
    )
    aws_token: SecretStr | None = Field(
        default=None,
        validation_alias="AWS_SESSION_TOKEN",
        description="the token of credentials that end",
    )
    signing_certificates: Path | None = Field(
        default=None,
        validation_alias="FACTORY_SIGNING_CERTIFICATES",
        description=(
            "a PEM file under whose first certificate masters are signed, those that vouch for it "
            "after it ([provenance.md](provenance.md)); default: certificates of our own in "
            "`.factory/signing/`, made at the first render"
        ),
    )
    signing_key: SecretStr | None = Field(
        default=None,
        validation_alias="FACTORY_SIGNING_KEY",
        description="the private key of that certificate, as PEM",
    )
    signing_key_file: Path | None = Field(
        default=None,
        validation_alias="FACTORY_SIGNING_KEY_FILE",
        description="in its place, a file with that key, which only this user can read (mode 600)",
    )
    sheets_log: str = Field(
        default="",
        validation_alias="FACTORY_SHEETS_LOG",
        description=(
            "the address or the ID of the Google spreadsheet that published videos are written into "
            "([outlets.md](outlets.md#the-production-log)); unset, none is"
        ),
    )
    sheets_key_file: Path | None = Field(
        default=None,
        validation_alias="FACTORY_SHEETS_KEY_FILE",
        description=(
            "the JSON key of the service account that it is shared with, which only this user can "
            "read (mode 600)"
        ),
    )
    sheets_key: SecretStr | None = Field(
        default=None,
        validation_alias="FACTORY_SHEETS_KEY",
        description="in its place, that key itself",
    )
    sheets_address: str = Field(
        default="https://sheets.googleapis.com",
        validation_alias="GOOGLE_SHEETS_BASE_URL",
        description="where Google Sheets is asked; default: https://sheets.googleapis.com",
    )
