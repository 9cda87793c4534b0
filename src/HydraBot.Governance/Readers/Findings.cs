namespace HydraBot.Governance.Readers;

/// <summary>Gathers what a reader finds. Nothing found means that the act only looks: readers speak up whenever they are not sure of that.</summary>
internal sealed class Findings
{
    /// <summary>More than this tells people nothing new; what is done to still more counts as done to something that is not known.</summary>
    private const int Most = 64;

    private readonly List<Fact> _facts = [];

    public IReadOnlyList<Fact> Facts => _facts;

    /// <summary>How often something was told, also what was known already.</summary>
    public int Count { get; private set; }

    /// <summary>How often it was told that another machine is reached, also the same one again.</summary>
    public int Reached { get; private set; }

    public void Add(string name, string detail, string? subject = null)
    {
        Count++;
        if (name == FactNames.NetworkUse)
            Reached++;
        if (_facts.Count >= Most && _facts.Exists(fact => fact.Name == name && fact.Subject != subject))
            (detail, subject) = ("and more of that than can be told", "");
        if (_facts.Exists(fact => fact.Name == name && fact.Subject == subject))
            return;

        _facts.Add(new Fact(name, detail.Length > 300 ? string.Concat(detail.AsSpan(0, 297), "...") : detail, subject));
    }

    public bool Has(string name) => _facts.Exists(fact => fact.Name == name);

    /// <summary>Takes over all that another look at the same act found.</summary>
    public void Take(Findings other)
    {
        foreach (var fact in other._facts)
            Add(fact.Name, fact.Detail, fact.Subject);
    }

    /// <summary>Takes over what another look at the same act found, apart from mere doubts.</summary>
    public void TakeCertain(Findings other)
    {
        foreach (var fact in other._facts)
        {
            if (fact.Name is not (FactNames.Unclear or FactNames.NetworkUse or FactNames.SystemChange or FactNames.CodeHidden))
                Add(fact.Name, fact.Detail, fact.Subject);
        }
    }
}
