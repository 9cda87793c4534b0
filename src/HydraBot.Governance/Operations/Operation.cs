using System.Text.Json;
using Microsoft.Extensions.AI;

namespace HydraBot.Governance.Operations;

/// <summary>One thing that HydraBot can do, as every door sees it: a name, a description and a schema. Only the road can run it.</summary>
public sealed class Operation
{
    private readonly AIFunctionDeclaration _function;
    private readonly Lazy<JsonElement> _resultSchema;
    private readonly VisitingRun? _visiting;

    internal Operation(
        OperationAttribute definition, AIFunctionDeclaration function, Lazy<JsonElement> resultSchema, IReadOnlyDictionary<string, Type> suggestions,
        IReadOnlySet<string> withheld, IReadOnlySet<string> attached, AccessLevel? access)
    {
        _function = function;
        _resultSchema = resultSchema;
        Name = definition.Name;
        Access = access ?? definition.Access;
        Effect = definition.Effect;
        TimeLimit = TimeSpan.FromSeconds(definition.TimeLimitSeconds);
        Rollback = definition.Rollback;
        Slash = definition.Slash;
        Private = definition.Private;
        Form = definition.Form;
        Code = definition.Code;
        Toolset = definition.Toolset;
        Suggestions = suggestions;
        Withheld = withheld;
        Attached = attached;
        Message = definition.Message;
    }

    private Operation(OperationAttribute definition, AIFunctionDeclaration function, JsonElement resultSchema, AccessLevel? access, VisitingRun run)
        : this(definition, function, new Lazy<JsonElement>(resultSchema), new Dictionary<string, Type>(), new HashSet<string>(), new HashSet<string>(), access) => _visiting = run;

    /// <summary>An operation that a program outside brings: known by no attribute, and run by none but the road.</summary>
    /// <param name="definition">Its name, effect, least access and time limit.</param>
    /// <param name="description">One sentence.</param>
    /// <param name="schema">JSON schema of the arguments object, in the part of JSON Schema that <see cref="ArgumentCheck"/> reads.</param>
    /// <param name="resultSchema">JSON schema of what it returns.</param>
    /// <param name="access">The level that is set instead of the one that it names.</param>
    /// <param name="run">Runs it.</param>
    public static Operation Visiting(
        OperationAttribute definition, string description, JsonElement schema, JsonElement resultSchema, AccessLevel? access, VisitingRun run) =>
        new(definition, AIFunctionFactory.CreateDeclaration(definition?.Name ?? throw new ArgumentNullException(nameof(definition)), description, schema), resultSchema, access, run);

    /// <summary>Dotted name.</summary>
    public string Name { get; }

    /// <summary>One sentence of help.</summary>
    public string Description => _function.Description;

    /// <summary>The least access that may ask for it.</summary>
    public AccessLevel Access { get; }

    /// <summary>What it does to the world.</summary>
    public OperationEffect Effect { get; }

    /// <summary>After this it is cancelled.</summary>
    public TimeSpan TimeLimit { get; }

    /// <summary>How what it did is brought back; null when nothing says.</summary>
    public string? Rollback { get; }

    /// <summary>Its own slash command, where it has one.</summary>
    public string? Slash { get; }

    /// <summary>True when the answer on Discord is for the asker alone.</summary>
    public bool Private { get; }

    /// <summary>True when Discord asks for its arguments in a form.</summary>
    public bool Form { get; }

    /// <summary>True when it takes code out of a message.</summary>
    public bool Code { get; }

    /// <summary>The toolset in which it is a tool, where it is one.</summary>
    public string? Toolset { get; }

    /// <summary>JSON schema of the arguments object.</summary>
    public JsonElement Schema => _function.JsonSchema;

    /// <summary>JSON schema of the record that it returns, made when a door first describes it: most of a start's time and memory would go into hundreds of them.</summary>
    public JsonElement ResultSchema => _resultSchema.Value;

    /// <summary>Parameter name to the type of its <see cref="ISuggestionSource"/>.</summary>
    public IReadOnlyDictionary<string, Type> Suggestions { get; }

    /// <summary>Parameters whose values are in no record.</summary>
    public IReadOnlySet<string> Withheld { get; }

    /// <summary>Parameters that name a file.</summary>
    public IReadOnlySet<string> Attached { get; }

    /// <summary>Its entry in the menu of a message, where it has one; the message's text is its first parameter.</summary>
    public string? Message { get; }

    /// <summary>A declaration without an invoker, for doors that describe functions to others.</summary>
    public AIFunctionDeclaration Declaration => _function is AIFunction function ? function.AsDeclarationOnly() : _function;

    internal async ValueTask<OperationResult> InvokeAsync(
        JsonElement arguments, Clearance clearance, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        if (_visiting is not null)
            return await _visiting(arguments, clearance, progress, cancellationToken);
        var bound = new AIFunctionArguments(StringComparer.Ordinal)
        {
            Context = new Dictionary<object, object?>
            {
                [typeof(Clearance)] = clearance,
                [typeof(IProgress<OperationProgress>)] = progress,
            },
        };
        foreach (var argument in arguments.EnumerateObject())
            bound[argument.Name] = argument.Value;

        return await ((AIFunction)_function).InvokeAsync(bound, cancellationToken) as OperationResult
            ?? throw new InvalidOperationException($"Operation {Name} returned no result.");
    }
}
