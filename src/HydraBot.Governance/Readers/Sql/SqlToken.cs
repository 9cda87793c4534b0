namespace HydraBot.Governance.Readers.Sql;

/// <summary>What a token is.</summary>
internal enum SqlKind
{
    /// <summary>A keyword or a name without quotes, in upper case.</summary>
    Word,

    /// <summary>A name in quotes.</summary>
    Name,

    /// <summary>A string's content.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Anything else, sign by sign.</summary>
    Sign,
}

/// <summary>A token of SQL.</summary>
internal readonly record struct SqlToken(SqlKind Kind, string Text)
{
    public bool Is(string word) => Kind == SqlKind.Word && Text == word;

    public bool IsSign(char sign) => Kind == SqlKind.Sign && Text[0] == sign;

    public bool IsName => Kind is SqlKind.Word or SqlKind.Name;

    public bool IsLiteral => Kind is SqlKind.Text or SqlKind.Number;
}
