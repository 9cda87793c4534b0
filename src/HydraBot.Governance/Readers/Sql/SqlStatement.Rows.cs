namespace HydraBot.Governance.Readers.Sql;

/// <summary>Statements that take rows, tables and columns away.</summary>
internal sealed partial class SqlStatement
{
    /// <summary>DELETE and UPDATE: all rows, or those that a real condition names.</summary>
    private void Rows(int at, string verb)
    {
        int? where = null;
        var level = 0;
        var end = at;
        for (; At(end) != None && level >= 0; end++)
        {
            level += At(end).IsSign('(') ? 1 : At(end).IsSign(')') ? -1 : 0;
            if (level == 0 && At(end).Is("WHERE"))
                where ??= end;
        }

        var named = InAlter(at) ? tokens.FindIndex(token => token.Is("TABLE")) + 1 : At(at + 1).Is("FROM") ? at + 2 : at + 1;
        if (IsTemporary(named))
            return;
        var table = Shown(named);
        if (where is not { } condition)
            Delete($"{verb} every row of", table);
        else if (Holds([.. tokens.Take(end).Skip(condition + 1).TakeWhile(token => !token.Is("RETURNING") && !token.Is("LIMIT") && !token.Is("ORDER"))]))
            Delete($"{verb} every row of {table}, by a condition that always holds");
        else
            Change($"{verb} rows of {table}");
    }

    /// <summary>True when it holds without looking at a row: some part that OR joins, or all that AND joins.</summary>
    private static bool Holds(List<SqlToken> part)
    {
        // Stryker disable once statement : the same as in ReadingBudget.
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        while (part.Count > 1 && End(part, 0) == part.Count - 1)
            part = part[1..^1];
        if (Joined(part, "OR") is { Count: > 1 } some)
            return some.Exists(Holds);
        if (Joined(part, "AND") is { Count: > 1 } all)
            return all.TrueForAll(Holds);
        if (part.Index().All(token => token.Item.IsLiteral || token.Item.Kind == SqlKind.Sign || Constant.Contains(token.Item.Text) || Computes(part, token.Index)))
            return true;
        if (part.FindIndex(token => token.IsSign('=')) is > 0 and var equals && part[0].IsName && part[..equals].SequenceEqual(part[(equals + 1)..]))
            return true;
        if (part is [{ IsName: true }, { Kind: SqlKind.Sign, Text: "." }, ..])
            part = part[2..];
        return part is [{ IsName: true }, { Text: "LIKE" or "ILIKE" or "GLOB" }, { Kind: SqlKind.Text or SqlKind.Name, Text: "%" or "*" or "%%" }]
            || part is [{ IsName: true }, { Text: "IS" }, { Text: "NOT" }, { Text: "NULL" }]
            || part is [{ Text: "EXISTS" }, { Text: "(" }, { Text: "SELECT" }, { Kind: SqlKind.Number }, { Text: ")" }];
    }

    /// <summary>The parts that this word joins outside of brackets.</summary>
    private static List<List<SqlToken>> Joined(List<SqlToken> part, string word)
    {
        var parts = new List<List<SqlToken>> { new() };
        for (var at = 0; at < part.Count; at++)
        {
            if (part[at].Is(word))
            {
                parts.Add([]);
                continue;
            }

            var end = End(part, at);
            parts[^1].AddRange(part[at..(end + 1)]);
            at = end;
        }

        return parts;
    }

    /// <summary>Where the bracket closes that opens here; here where none does.</summary>
    private static int End(List<SqlToken> part, int at)
    {
        var level = 0;
        for (var end = at; end < part.Count; end++)
        {
            level += part[end].IsSign('(') ? 1 : part[end].IsSign(')') ? -1 : 0;
            if (level <= 0)
                return end;
        }

        return at;
    }

    /// <summary>Functions of nothing but what is written down do not look at a row.</summary>
    private static bool Computes(List<SqlToken> part, int at) => part[at].Kind == SqlKind.Word && SqlWords.Computing.Contains(part[at].Text) && at + 1 < part.Count && part[at + 1].IsSign('(');

    private static readonly string[] Constant = ["TRUE", "NOT", "FALSE", "IS", "NULL", "LIKE", "BETWEEN", "AND", "OR", "CURRENT_DATE", "CURRENT_TIMESTAMP"];

    /// <summary>True for a table that this text made for itself; the name of a schema or the first of several tables is none.</summary>
    private bool IsTemporary(int at) => temporary.Contains(Key(At(at))) && !At(at + 1).IsSign('.') && !At(at + 1).IsSign(',');

    private static string Key(SqlToken token) => token.Kind == SqlKind.Word ? token.Text.ToLowerInvariant() : token.Text;

    /// <summary>The name of a table, for people.</summary>
    private string Shown(int at)
    {
        while (At(at).Is("ONLY") || At(at).Is("IF") || At(at).Is("EXISTS") || At(at).IsSign('['))
            at++;
        return At(at).Text;
    }

    /// <summary>MERGE deletes every row where its rows are joined by what always holds, or where what the other table lacks is deleted.</summary>
    private void Merge(int at)
    {
        if (!Says("THEN", "DELETE"))
            return;
        if (Says("BY", "SOURCE") || (Joined(tokens[at..], "ON") is [_, var condition, ..] && Holds([.. condition.TakeWhile(token => !token.Is("WHEN"))])))
            Delete("deletes rows without a condition that names them");
    }

    private void Drop(int at)
    {
        var kind = At(at + 1);
        var name = at + 1;
        while (At(name).Kind == SqlKind.Word && (Skipped.Contains(At(name).Text) || (!InAlter(at) && SqlWords.Holding.Contains(At(name).Text))))
            name++;
        name += At(name).IsSign('[') ? 1 : 0;
        if (kind.Is("TEMPORARY") || kind.Is("TEMP"))
            return;
        // Behind the temporary table of a name may lie one that stays.
        if (kind.Is("TABLE") && IsTemporary(name) && temporary.Remove(Key(At(name))))
            return;
        if (kind.Is("POLICY") || kind.Is("ROLE") || kind.Is("USER") || kind.Is("LOGIN"))
            shell.Findings.Add(kind.Is("POLICY") ? FactNames.SecurityDisable : FactNames.DatabaseChange, $"drops a {kind.Text.ToLowerInvariant()}");
        else if (kind.Is("DATABASE"))
            shell.Findings.Add(FactNames.DatabaseDelete, $"drops the database {Shown(name)}", Key(At(name)));
        else if (kind.Kind == SqlKind.Word && SqlWords.Holding.Contains(kind.Text))
            Delete($"drops the {kind.Text.ToLowerInvariant()} {Shown(name)}");
        else if (InAlter(at) && Names(kind) && kind.Text is not ("CONSTRAINT" or "INDEX" or "KEY" or "PRIMARY" or "DEFAULT" or "NOT" or "EXPRESSION" or "IDENTITY" or "CHECK" or "MEMBER" or "ATTRIBUTE" or "VALUE"))
            Delete($"drops the column {Shown(name)}");
        else
            Change($"drops the {kind.Text.ToLowerInvariant()}");
        if (!InAlter(at) && Says("CASCADE") && kind.Text is not ("INDEX" or "TRIGGER" or "RULE" or "POLICY" or "SEQUENCE" or "ROLE" or "USER" or "LOGIN") && !SqlWords.Holding.Contains(kind.Text))
            Delete($"drops a {kind.Text.ToLowerInvariant()} and whatever hangs on it");
    }

    private static readonly string[] Skipped = ["IF", "EXISTS", "COLUMN", "PARTITION", "VIEW", "BY"];
}
