from kesher.contracts.models.contract import (
    Clause,
    ClauseKind,
    Contract,
    ContractCover,
    ContractVersion,
    RenewalWay,
)

__all__ = ["Clause", "ClauseKind", "Contract", "ContractCover", "ContractVersion", "RenewalWay"]
