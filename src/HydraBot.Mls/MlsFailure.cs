namespace HydraBot.Mls;

/// <summary>Why something was refused.</summary>
public enum MlsFailure
{
    /// <summary>The bytes are not what the TLS presentation language asks for at this place (RFC 9420, section 2.1).</summary>
    Malformed,

    /// <summary>Well-formed, but of a version, ciphersuite or kind that is not spoken here.</summary>
    Unsupported,

    /// <summary>Meant for another group.</summary>
    WrongGroup,

    /// <summary>Meant for another epoch of this group.</summary>
    WrongEpoch,

    /// <summary>A signature, membership tag, confirmation tag, parent hash or ciphertext does not check out.</summary>
    NotAuthentic,

    /// <summary>Authentic, but against the rules of the protocol (RFC 9420, section 12).</summary>
    Invalid,

    /// <summary>A commit refers to a proposal that has not been received.</summary>
    UnknownProposal,

    /// <summary>A key that is needed is not here, or has been used and deleted.</summary>
    MissingKey,
}
