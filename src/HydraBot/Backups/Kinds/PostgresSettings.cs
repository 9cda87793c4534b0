using System.Globalization;
using Npgsql;

namespace HydraBot.Backups.Kinds;

/// <summary>A target's settings as PostgreSQL's own programs read them: in the environment, never as arguments.</summary>
internal static class PostgresSettings
{
    private const string Patience = "15";

    /// <summary>libpq's variables (https://www.postgresql.org/docs/current/libpq-envars.html).</summary>
    public static Dictionary<string, string> Of(BackupTargetOptions options)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal) { ["PGCONNECT_TIMEOUT"] = Patience, ["PGAPPNAME"] = "hydrabot-backup" };
        if (options.Connection is { Length: > 0 } text && options.Container is not { Length: > 0 })
        {
            var connection = new NpgsqlConnectionStringBuilder(text);
            known["PGHOST"] = connection.Host!.Split(',')[0];
            known["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture);
            Set(known, "PGUSER", connection.Username);
            Set(known, "PGPASSWORD", connection.Password);
            Set(known, "PGPASSFILE", connection.Passfile);
            Set(known, "PGDATABASE", connection.Database);
            Set(known, "PGSSLROOTCERT", connection.RootCertificate);
            if (connection.SslMode != SslMode.Prefer)
                known["PGSSLMODE"] = connection.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() };
        }

        Set(known, "PGUSER", options.User);
        Set(known, "PGPASSWORD", options.Password);
        return known;
    }

    private static void Set(Dictionary<string, string> known, string name, string? value)
    {
        if (value is { Length: > 0 })
            known[name] = value;
    }
}
