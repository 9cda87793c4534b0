using System.ComponentModel.DataAnnotations;
using Cronos;
using HydraBot.Memory.Documents.Pages;
using HydraBot.Memory.Embeddings;
using Microsoft.Extensions.Options;

namespace HydraBot.Memory;

/// <summary>Section <c>Memory</c>.</summary>
internal sealed class MemoryOptions : IValidatableObject
{
    public const string Section = "Memory";

    /// <summary>Whether chat recalls and writes what was said.</summary>
    public bool Chat { get; set; } = true;

    /// <summary>How many tokens of recalled memories a prompt may hold beside the core block.</summary>
    public int RecallTokens { get; set; } = 1200;

    public EmbeddingOptions Embeddings { get; set; } = new();

    public QdrantOptions Qdrant { get; set; } = new();

    public Neo4jOptions Neo4j { get; set; } = new();

    public NightOptions Night { get; set; } = new();

    public PageOptions Pages { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!CronExpression.TryParse(Night.Schedule, out _))
            yield return new ValidationResult($"Memory:Night:Schedule is '{Night.Schedule}'; allowed is a cron expression of five fields in UTC, such as 0 3 * * *.");
        if (Night.TimeLimit < TimeSpan.FromSeconds(1) || Night.TimeLimit > TimeSpan.FromHours(1))
            yield return new ValidationResult($"Memory:Night:TimeLimit is '{Night.TimeLimit}'; allowed is 00:00:01 to 01:00:00.");
        if (Embeddings.Url is { Length: > 0 } url && (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")))
            yield return new ValidationResult($"Memory:Embeddings:Url is '{url}'; allowed is the http or https address of an OpenAI-compatible server, such as http://127.0.0.1:11434/v1.");
        if (Embeddings.Url is { Length: > 0 } && string.IsNullOrWhiteSpace(Embeddings.Model))
            yield return new ValidationResult("Memory:Embeddings:Model is ''; allowed is the name of an embedding model, such as nomic-embed-text.");
        if (Embeddings is { Url.Length: > 0, Path.Length: > 0 })
            yield return new ValidationResult("Memory:Embeddings:Url and Memory:Embeddings:Path are both set; allowed is one: a server, or a model on disk.");
        if (Embeddings.MaxTokens is < 8 or > 65_536)
            yield return new ValidationResult($"Memory:Embeddings:MaxTokens is '{Embeddings.MaxTokens}'; allowed is 8 to 65536, or nothing for what the model says.");
        if (!Enum.IsDefined(Embeddings.Pooling))
            yield return new ValidationResult($"Memory:Embeddings:Pooling is '{Embeddings.Pooling}'; allowed are Auto, Mean and Cls.");
        if (Qdrant.Url is { Length: > 0 } qdrant && (!Uri.TryCreate(qdrant, UriKind.Absolute, out var at) || at.Scheme is not ("http" or "https")))
            yield return new ValidationResult($"Memory:Qdrant:Url is '{qdrant}'; allowed is an http or https address, such as http://127.0.0.1:6333.");
        if (Neo4j.Url is { Length: > 0 } graph && (!Uri.TryCreate(graph, UriKind.Absolute, out var there) || there.Scheme is not ("http" or "https")))
            yield return new ValidationResult($"Memory:Neo4j:Url is '{graph}'; allowed is an http or https address, such as http://127.0.0.1:7474.");
        if (string.IsNullOrWhiteSpace(Neo4j.Database))
            yield return new ValidationResult("Memory:Neo4j:Database is ''; allowed is the name of a database, such as neo4j.");
        foreach (var problem in Pages.Problems())
            yield return new ValidationResult(problem);
        if (RecallTokens is < 0 or > 100_000)
            yield return new ValidationResult($"Memory:RecallTokens is '{RecallTokens}'; allowed is 0 to 100000.");
    }
}

/// <summary>Section <c>Memory:Embeddings</c>: a model that makes vectors of texts; without one, words and their own vectors do the finding.</summary>
internal sealed class EmbeddingOptions
{
    /// <summary>An OpenAI-compatible server.</summary>
    public string? Url { get; set; }

    public string? ApiKey { get; set; }

    /// <summary>The server's name for the model.</summary>
    public string? Model { get; set; }

    /// <summary>A folder with a sentence-transformers export to ONNX, or its .onnx file; instead of a server.</summary>
    public string? Path { get; set; }

    /// <summary>Of a model on disk: how the numbers of its tokens become those of the text.</summary>
    public Pooling Pooling { get; set; }

    /// <summary>What the model wants before a question, such as <c>query: </c>; where left out, what its files say.</summary>
    public string? QueryPrefix { get; set; }

    /// <summary>What it wants before a memory, such as <c>passage: </c>.</summary>
    public string? PassagePrefix { get; set; }

    /// <summary>Tokens of one text, of a model on disk; the rest is cut off.</summary>
    public int? MaxTokens { get; set; }
}

/// <summary>Section <c>Memory:Qdrant</c>: where vectors are searched instead of in this process.</summary>
internal sealed class QdrantOptions
{
    public string? Url { get; set; }

    public string? ApiKey { get; set; }

    public string Collection { get; set; } = "hydrabot-memory";
}

/// <summary>Section <c>Memory:Neo4j</c>: where relations are walked instead of in the tables.</summary>
internal sealed class Neo4jOptions
{
    /// <summary>Its HTTP address; the Query API is asked.</summary>
    public string? Url { get; set; }

    public string Database { get; set; } = "neo4j";

    public string? User { get; set; }

    public string? Password { get; set; }
}

/// <summary>Section <c>Memory:Night</c>: the nightly work.</summary>
internal sealed class NightOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>Cron, in UTC.</summary>
    public string Schedule { get; set; } = "0 3 * * *";

    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(5);
}

[OptionsValidator]
internal sealed partial class MemoryOptionsValidator : IValidateOptions<MemoryOptions>;
