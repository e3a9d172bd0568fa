import org.apache.pekko.http.scaladsl.Http;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ on a free port of the loopback address, in memory; says where, and runs until it is ended. */
final class ElasticMq {
  public static void main(String[] args) {
    SQSRestServer server =
        SQSRestServerBuilder.withInterface("127.0.0.1")
            .withDynamicPort()
            .withAWSRegion("us-east-1")
            .withAWSAccountId("000000000000")
            .start();
    Http.ServerBinding binding = server.waitUntilStarted();
    System.out.println("ElasticMQ ready: http://127.0.0.1:" + binding.localAddress().getPort());
  }
}
