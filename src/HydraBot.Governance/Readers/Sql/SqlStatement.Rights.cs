using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Commands;
using HydraBot.Governance.Readers.Paths;

namespace HydraBot.Governance.Readers.Sql;

/// <summary>Statements about rights and settings, and those that hold code.</summary>
internal sealed partial class SqlStatement
{
    private bool Says(params ReadOnlySpan<string> words)
    {
        for (var at = 0; at + words.Length <= tokens.Count; at++)
        {
            var fits = true;
            for (var by = 0; by < words.Length && fits; by++)
                fits = tokens[at + by].Is(words[by]);
            if (fits)
                return true;
        }

        return false;
    }

    private void Weakens(string detail) => shell.Findings.Add(FactNames.SecurityDisable, detail);

    private void Alter(int at)
    {
        Change($"alters a {At(at + 1).Text.ToLowerInvariant()}");
        if (Says("CLEAR", "COLUMN") || Says("DISCARD", "TABLESPACE") || Says("REPLACE", "PARTITION") || Says("MODIFY", "TTL") || Says("BLACKHOLE"))
            Delete("takes rows away");
        if (Says("DISABLE", "ROW", "LEVEL", "SECURITY") || Says("NO", "FORCE", "ROW", "LEVEL", "SECURITY"))
            Weakens("switches row level security off");
        if (Says("DISABLE", "TRIGGER") || Says("DISABLE", "RULE"))
            Weakens("switches triggers off");
        if (At(at + 1).Is("ROLE") || At(at + 1).Is("USER") || At(at + 1).Is("LOGIN"))
            Role();
        if (At(at + 1).Is("SYSTEM") && tokens.Any(token => token.Text.ToUpperInvariant() is "SSL" or "PASSWORD_ENCRYPTION" or "LOG_STATEMENT" or "LOGGING_COLLECTOR" or "FSYNC" or "ROW_SECURITY" or "LISTEN_ADDRESSES" or "ARCHIVE_COMMAND"
            or "LOG_CONNECTIONS" or "SHARED_PRELOAD_LIBRARIES" or "HBA_FILE"))
            Weakens("weakens the server's settings");
    }

    private void Role()
    {
        if (Says("SUPERUSER") || Says("BYPASSRLS") || Says("CREATEROLE") || Says("REPLICATION") || Says("PASSWORD", "NULL") || tokens.Any(token => token is { Kind: SqlKind.Text, Text: "" }))
            Weakens("gives a role all powers, or takes its password away");
    }

    private void Grant(int at)
    {
        Change($"{At(at).Text.ToLowerInvariant()}s rights");
        if (At(at).Is("GRANT") && (Says("TO", "PUBLIC") || Says("ALL") || Says("SUPER") || Says("GRANT", "OPTION") || Says("ADMIN", "OPTION")
            || tokens.Any(token => token.Text.ToUpperInvariant() is "PG_EXECUTE_SERVER_PROGRAM" or "PG_WRITE_SERVER_FILES" or "PG_READ_SERVER_FILES" or "SYSADMIN" or "RDS_SUPERUSER" or "POSTGRES" or "DBA")))
            Weakens("gives rights to everybody, or all of them");
    }

    private void Create(int start)
    {
        var temp = tokens.Skip(start).Take(4).Any(token => token.Is("TEMP") || token.Is("TEMPORARY"));
        if (temp && tokens.FindIndex(token => token.Is("TABLE")) is >= 0 and var table)
        {
            var name = table + 1;
            while (At(name).Is("IF") || At(name).Is("NOT") || At(name).Is("EXISTS"))
                name++;
            temporary.Add(Key(At(name)));
        }

        Change(temp ? "makes a temporary table" : $"creates a {At(start + 1).Text.ToLowerInvariant()}");
        if (At(start + 1).Is("ROLE") || At(start + 1).Is("USER") || At(start + 1).Is("LOGIN"))
            Role();
        if (Says("SONAME") || Says("ASSEMBLY") || tokens.Index().Any(token => token.Item.Is("LANGUAGE") && Native.Contains(At(token.Index + 1).Text.ToUpperInvariant())))
            shell.Findings.Add(FactNames.CodeHidden, "brings code into the database that may do anything");
        if (tokens.Any(token => token.Is("FUNCTION") || token.Is("PROCEDURE") || token.Is("TRIGGER") || token.Is("RULE") || token.Is("EVENT") || token.Is("ASSEMBLY")))
            Inside();
    }

    /// <summary>Languages whose functions reach out of the database.</summary>
    private static readonly string[] Native = ["C", "INTERNAL", "PLPYTHONU", "PLPYTHON2U", "PLPYTHON3U", "PLPERLU", "PLTCLU", "PLSH"];

    private void Setting(int start)
    {
        Change("changes a setting of the session or the server");
        var named = tokens.Skip(start + 1).Take(5).Select(token => token.Text.ToUpperInvariant()).ToArray();
        if (named.Any(word => word is "SESSION_REPLICATION_ROLE" or "ROW_SECURITY" or "SQL_LOG_BIN" or "GENERAL_LOG" or "LOCAL_INFILE" or "LOG_STATEMENT" or "@@GLOBAL" or "READ_ONLY" or "SUPER_READ_ONLY" or "REQUIRE_SECURE_TRANSPORT"))
            Weakens("switches a safeguard of the database off");
        if (named.Any(word => word.StartsWith('@')))
            Assembled();
        if (named.SkipWhile(word => word is "LOCAL" or "SESSION").FirstOrDefault() is "ROLE" or "AUTHORIZATION")
            Weakens("acts as another role");
    }

    private void Pragma(int start)
    {
        var name = At(start + 1).Text.ToUpperInvariant();
        if (At(start + 2).IsSign('.'))
            name = At(start + 3).Text.ToUpperInvariant();
        if (SqlWords.Telling.Contains(name))
            return;
        if (!tokens.Any(token => token.IsSign('=') || token.IsSign('(')) && name is not ("OPTIMIZE" or "WAL_CHECKPOINT" or "INCREMENTAL_VACUUM" or "SHRINK_MEMORY"))
            return;
        if (name is "WRITABLE_SCHEMA" or "TRUSTED_SCHEMA" or "RECURSIVE_TRIGGERS" or "CELL_SIZE_CHECK")
            Weakens($"PRAGMA {name.ToLowerInvariant()} opens the database's inside");
        Change($"changes the setting {name.ToLowerInvariant()}");
    }

    private void Copy()
    {
        if (Says("PROGRAM"))
        {
            shell.Findings.Add(FactNames.CodeHidden, "has the database server run a program");
            Scripts.Certain(At(tokens.FindIndex(token => token.Is("PROGRAM")) + 1).Text, shell, scope);
            return;
        }

        if (Says("TO", "STDOUT"))
            return;
        Change("copies rows from or into a file");
        foreach (var (at, token) in tokens.Index())
        {
            if (token.Kind == SqlKind.Text && At(at - 1).Is("TO"))
                shell.Paths.Judge(shell.Findings, token.Text, PathUse.Overwrite, null);
        }
    }

    /// <summary>Code in a string or a block: read as statements, since they will run.</summary>
    private void Inside()
    {
        if (_inside)
            // Stryker disable once statement : what was read once is only read again.
            return;
        // Stryker disable once boolean : the same.
        _inside = true;
        Assembled();
        foreach (var token in tokens.Where(token => token.Kind == SqlKind.Text && token.Text.Length > 5))
            SqlReader.Read(Body(token.Text), Database, dialect, shell, scope, depth + 1);
    }

    private bool _inside;

    private bool _assembled;

    /// <summary>The statements of a block, without the words that frame them.</summary>
    private static string Body(string block) => Framing().Replace(block, ";");

    [GeneratedRegex(@"\b(?:BEGIN|THEN|LOOP|ELSE|DECLARE)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Framing();

    /// <summary>Statements that are put together from strings.</summary>
    private void Dynamic(string verb)
    {
        Assembled();
        Change($"{verb.ToLowerInvariant()}s what is put together at run time");
    }

    private void Assembled()
    {
        if (_assembled)
            return;
        // Stryker disable once boolean : what was read once is only read again.
        _assembled = true;
        var turned = tokens.Exists(token => token.Is("REVERSE"));
        var pieces = new List<string>();
        foreach (var (at, token) in tokens.Index())
        {
            if (token.Kind == SqlKind.Text || (token.Kind == SqlKind.Name && token.Text.Contains(' ', StringComparison.Ordinal)))
                pieces.Add(token.Text);
            else if (token is { Kind: SqlKind.Number, Text: var number } && number.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && Encodings.Hexadecimal(number[2..]) is { } bytes)
                pieces.Add(bytes);
            else if ((token.Is("CHR") || token.Is("CHAR") || token.Is("NCHAR")) && At(at + 1).IsSign('('))
                pieces.Add(Letters(at + 2));
        }

        foreach (var text in pieces.Where(piece => piece.Length > 5).Append(string.Concat(pieces)).Distinct())
        {
            if (SqlReader.LooksLike(text))
                SqlReader.Read(text, Database, dialect, shell, scope, depth + 1);
            var backwards = new string([.. text.Reverse()]);
            if (turned && SqlReader.LooksLike(backwards))
                SqlReader.Read(backwards, Database, dialect, shell, scope, depth + 1);
        }
    }

    private string Letters(int at)
    {
        var letters = new List<char>();
        foreach (var token in tokens.Skip(at).TakeWhile(token => !token.IsSign(')')))
        {
            if (token.Kind == SqlKind.Number && int.TryParse(token.Text, out var code) && code is > 0 and < 0xFFFF)
                letters.Add((char)code);
        }

        return new string([.. letters]);
    }
}
