namespace HydraBot.Fleet.Services;

/// <summary>How a service is asked whether it is there.</summary>
internal enum ServiceKind
{
    /// <summary>A page answers, with the status and text that are expected.</summary>
    Http,

    /// <summary>A port takes connections.</summary>
    Tcp,

    /// <summary>A name is resolved.</summary>
    Dns,

    /// <summary>A machine answers an echo request.</summary>
    Ping,

    /// <summary>A database answers a query.</summary>
    Postgres,

    /// <summary>A certificate is good, and for some days to come.</summary>
    Certificate,
}
