namespace HydraBot.Doors.Http.Problems;

/// <summary>A kind of problem: its stable type, its title and its status. All of them are listed in docs/http.md.</summary>
internal sealed record ProblemKind(string Name, int Status, string Title)
{
    public static readonly ProblemKind MalformedBody = new("malformed-body", 400, "The body is not JSON");
    public static readonly ProblemKind WrongRequest = new("wrong-request", 400, "The request is not understood");
    public static readonly ProblemKind WrongHost = new("wrong-host", 400, "This host name is not served");
    public static readonly ProblemKind KeyMissing = new("key-missing", 401, "A key is needed");
    public static readonly ProblemKind KeyUnknown = new("key-unknown", 401, "The key is not known");
    public static readonly ProblemKind Access = new("access", 403, "Your key's access does not suffice");
    public static readonly ProblemKind Unlawful = new("unlawful", 403, "The constitution says no");
    public static readonly ProblemKind NotApproved = new("not-approved", 403, "It was not approved");
    public static readonly ProblemKind NotFound = new("not-found", 404, "There is no such thing");
    public static readonly ProblemKind UnknownOperation = new("unknown-operation", 404, "There is no such operation");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "The method is not allowed here");
    public static readonly ProblemKind Stopped = new("stopped", 409, "The emergency stop is pulled");
    public static readonly ProblemKind NotRunnable = new("not-runnable", 409, "The request cannot run");
    public static readonly ProblemKind BodyTooLarge = new("body-too-large", 413, "The body is too large");
    public static readonly ProblemKind WrongMediaType = new("wrong-media-type", 415, "The body is not JSON by its content type");
    public static readonly ProblemKind WrongArguments = new("wrong-arguments", 422, "The arguments do not fit");
    public static readonly ProblemKind TooManyTries = new("too-many-tries", 429, "Too many wrong keys");
    public static readonly ProblemKind TooOften = new("too-often", 429, "It was done too often");
    public static readonly ProblemKind Internal = new("internal-error", 500, "An error inside HydraBot");
    public static readonly ProblemKind OperationFailed = new("operation-failed", 502, "The operation failed");
    public static readonly ProblemKind Cancelled = new("cancelled", 503, "The operation was cancelled");
    public static readonly ProblemKind TimeLimit = new("time-limit", 504, "The operation took too long");

    /// <summary>The stable <c>type</c> of RFC 9457.</summary>
    public string Type => $"urn:hydrabot:problem:{Name}";

    /// <summary>One occurrence.</summary>
    public Problem Of(string detail) => new(Type, Title, Status, detail);
}
