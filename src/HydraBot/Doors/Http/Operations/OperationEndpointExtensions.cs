using HydraBot.Doors.Http.Problems;

namespace HydraBot.Doors.Http.Operations;

/// <summary>What the OpenAPI document says of endpoints that go down the road.</summary>
internal static class OperationEndpointExtensions
{
    extension(RouteHandlerBuilder endpoint)
    {
        /// <summary>Describes the answers that every operation can get.</summary>
        public RouteHandlerBuilder AnswersLikeAnOperation() => endpoint
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .Produces<WaitingAnswer>(StatusCodes.Status202Accepted)
            .Refuses(ProblemKind.MalformedBody, ProblemKind.Unlawful, ProblemKind.UnknownOperation, ProblemKind.Stopped, ProblemKind.BodyTooLarge,
                ProblemKind.WrongMediaType, ProblemKind.WrongArguments, ProblemKind.OperationFailed, ProblemKind.TimeLimit);

        /// <summary>Describes refusals.</summary>
        public RouteHandlerBuilder Refuses(params ReadOnlySpan<ProblemKind> kinds)
        {
            foreach (var kind in kinds)
                endpoint.Produces<Problem>(kind.Status, ProblemAnswer.MediaType);
            return endpoint;
        }
    }
}
